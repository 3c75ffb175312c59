package bundle

import (
	"cmp"
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// result is what was read of one artifact.
type result[T any] struct {
	name  string
	start cost // of its source, when it came
	value T
}

// Read calls read for each artifact of a bundle and returns the results in the order of
// the artifacts' names. It goes through as many sources at a time as there are cores, and
// through each source on one goroutine. A bundle is read once. Where it is too much, the
// artifact at which a limit was reached stands for all that follow. The error is the
// context's.
func Read[T any](ctx context.Context, b *Bundle, read func(*Artifact) T) ([]T, error) {
	perSource := make([][]result[T], len(b.sources))
	l := newLedger(len(b.sources))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, s := range b.sources {
		if l.before(i).reached(b.limits) != nil {
			perSource[i] = []result[T]{{name: s.name}}
			break
		}
		g.Go(func() error {
			w := &walker{ctx: ctx, bundle: b, account: account{limit: b.limits, packed: s.packed}}
			w.before = func() cost {
				l.set(i, w.spent, false)
				return l.before(i)
			}
			w.visit = func(a *Artifact, start cost) {
				perSource[i] = append(perSource[i], result[T]{a.Name, start, read(a)})
			}
			s.walk(w, s.name)
			l.set(i, w.spent, true)
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	b.spent = l.sum
	all := within(b.limits, perSource, l.costs, read)
	slices.SortStableFunc(all, func(x, y result[T]) int { return cmp.Compare(x.name, y.name) })
	out := make([]T, len(all))
	for i := range all {
		out[i] = all[i].value
	}
	return out, nil
}

// within joins the results up to the limits; the next one stands for the rest.
func within[T any](limits cost, perSource [][]result[T], costs []cost, read func(*Artifact) T) []result[T] {
	var all []result[T]
	var sum cost
	for i, results := range perSource {
		for _, r := range results {
			if err := sum.plus(r.start).reached(limits); err != nil {
				past := Artifact{Name: r.name, Size: -1, Err: err}
				return append(all, result[T]{name: r.name, value: read(&past)})
			}
			all = append(all, r)
		}
		sum = sum.plus(costs[i])
	}
	return all
}
