package main

// lists holds the cases; a file each for what they have in common.
var lists = [][]check{
	fieldCases,
	reviewCases,
	evtxCases,
	growthCases,
	hostsCases,
	countsCases,
	dateCases,
	whoCases,
	bundleCases,
	hostileCases,
}
