// Package rules loads, checks and evaluates the rule language: YAML documents that say
// when a cause, symptom, risk or caution is present, what to advise, which verdict
// follows, and what to ask for. It knows the vocabulary of package facts, and no file
// format of the evidence.
//
// Answers have three values. A rule whose condition depends on missing evidence ends
// [Unknown] and names the facts that would decide it.
//
// [Load] checks everything that can be checked without evidence, so that evaluating a
// loaded [Set] cannot fail: an expression that cannot be computed for the values at hand
// only leaves out the text that it stands in.
package rules
