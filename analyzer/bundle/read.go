package bundle

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// result is what was read of one artifact.
type result[T any] struct {
	name  string
	value T
}

// Read calls read for each artifact of a bundle and returns the results in the order of
// the artifacts' names. It goes through as many sources at a time as there are cores, and
// through each source on one goroutine. A bundle is read once. The error is the
// context's.
func Read[T any](ctx context.Context, b *Bundle, read func(*Artifact) T) ([]T, error) {
	perSource := make([][]result[T], len(b.sources))
	var done atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, s := range b.sources {
		// The sources that are done all come before this one, so it is past the limit.
		if done.Load() > MaxEntries {
			break
		}
		g.Go(func() error {
			w := &walker{ctx: ctx, bundle: b, visit: func(a *Artifact) {
				perSource[i] = append(perSource[i], result[T]{a.Name, read(a)})
			}}
			s.walk(w, s.name)
			done.Add(int64(len(perSource[i])))
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	all := firstEntries(perSource, read)
	slices.SortStableFunc(all, func(x, y result[T]) int { return cmp.Compare(x.name, y.name) })
	out := make([]T, len(all))
	for i := range all {
		out[i] = all[i].value
	}
	return out, nil
}

// firstEntries joins the results up to the limit; the next one stands for the rest.
func firstEntries[T any](perSource [][]result[T], read func(*Artifact) T) []result[T] {
	all := slices.Concat(perSource...)
	if len(all) <= MaxEntries {
		return all
	}
	past := Artifact{Name: all[MaxEntries].name, Size: -1, Err: &LimitError{"MaxEntries", MaxEntries}}
	return append(all[:MaxEntries], result[T]{past.Name, read(&past)})
}
