package report

import "github.com/portdx/portdx/analyzer/diagnosis"

func ptr(f float64) *float64 { return &f }

// in returns counts for a number of columns, of which one is not zero.
func in(columns, at, n int) []int {
	counts := make([]int, columns)
	counts[at] = n
	return counts
}

var microsoft = diagnosis.Reference{
	ID: "ms-port-exhaustion", Title: "Troubleshoot port exhaustion issues",
	URL: "https://learn.microsoft.com/troubleshoot/windows-client/networking/tcp-ip-port-exhaustion-troubleshooting",
}

// confirmedTimeWait is a busy gateway whose System log and tables agree.
func confirmedTimeWait() *diagnosis.Diagnosis {
	netstat := func(first, last int) []diagnosis.Source {
		return []diagnosis.Source{{File: "netstat.txt", Line: first, LastLine: last}}
	}
	log := []diagnosis.Source{{File: "System.evtx"}}
	return &diagnosis.Diagnosis{
		Tool:   diagnosis.Tool{Version: "0.1.0", Rules: "sha256:4f1c", RuleCount: 37, Parameters: []string{"time-wait-accumulation.min_outbound=4000"}},
		Bundle: diagnosis.Bundle{Name: "case-1.zip"},
		Host:   diagnosis.Host{Name: "WEB01", OS: "Microsoft Windows Server 2019 Standard"},
		Verdict: diagnosis.Verdict{
			Status: "confirmed", When: "at-capture", Protocols: []string{"tcp"}, Lean: "pressure",
			Label: "Confirmed, at the time of the capture",
			Headline: "Windows logged 2 failed TCP port allocations (event 4231) between 08:53 and 08:58 UTC on 10 March 2026; " +
				"at 09:00 UTC at least 94.5 % of the 16,384 TCP dynamic ports were in use.",
			Limits: []string{"Whether other ports are held by bound, unconnected sockets: the capture was taken without -q, so 94.5 % is a lower bound."},
			Causes: []string{"time-wait-accumulation", "single-destination-saturation"},
		},
		Summary: []diagnosis.Fact{
			{ID: "who", Text: "PID 4242 OrderGateway.exe (inferred: it holds all 60 live connections to that destination; TIME_WAIT rows carry no owner)"},
			{ID: "where", Text: "10.0.0.50:8443, 15,400 ports"},
			{ID: "since", Text: "First 4231 at 08:53, 71 h 53 min after the last start."},
			{ID: "first", Text: "Widen the range (step 1) for relief, then reuse connections (step 2). TIME_WAIT clears 2 to 4 minutes after the load stops; a restart is not needed."},
		},
		Findings: []diagnosis.Finding{
			{
				Rule: "time-wait-accumulation", Kind: "cause", Severity: "critical", State: "present",
				Title: "TIME_WAIT accumulation", Explains: ptr(15400), Share: ptr(0.93994140625),
				Conditions: []diagnosis.Condition{{Text: "tcp.outbound.time_wait > params.min_outbound", Answer: "true",
					Values: map[string]any{"tcp.outbound.time_wait": 15400, "params.min_outbound": 4000}}},
				Evidence: []diagnosis.Evidence{
					{Text: "15,400 outbound TIME_WAIT connections hold 15,400 of 16,384 ports.", Sources: netstat(74, 15473)},
					{Text: "TcpTimedWaitDelay is not set: TIME_WAIT lasts 120 or 240 s.", Sources: []diagnosis.Source{{File: "reg.txt", Line: 3}}},
				},
				Advice: []string{"widen-range", "pool-connections"},
			},
			{
				Rule: "single-destination-saturation", Kind: "cause", Severity: "warning", State: "present",
				Title:    "One destination holds the pool",
				Evidence: []diagnosis.Evidence{{Text: "10.0.0.50:8443 holds 15,400 ports, 94.0 % of the pool.", Sources: netstat(74, 15473)}},
			},
			{
				Rule: "tcp-exhausted", Kind: "symptom", Severity: "critical", State: "present", Title: "Failed TCP port allocations (4231)",
				Evidence: []diagnosis.Evidence{{Text: "2 events, 08:53:00 and 08:58:00 UTC, records 14 and 15.", Sources: log}},
			},
			{
				Rule: "tuple-collision", Kind: "symptom", State: "present", Title: "Tuple collisions (4227)",
				Evidence: []diagnosis.Evidence{{Text: "1 event, 08:59:00 UTC, record 16.", Sources: log}},
			},
			{
				Rule: "bound-unknown", Kind: "caution", State: "present", Title: "Bound sockets were not captured",
				Evidence: []diagnosis.Evidence{{Text: "The table shows no BOUND row, and netstat was run without -q."}},
			},
			{
				Rule: "close-wait-leak", Kind: "cause", State: "absent", Title: "CLOSE_WAIT leak",
				Conditions: []diagnosis.Condition{{Text: "tcp.pool.close_wait_ports >= params.min_share * tcp.pool.size", Answer: "false",
					Values: map[string]any{"tcp.pool.close_wait_ports": 0, "params.min_share": 0.1, "tcp.pool.size": 16384}}},
			},
			{
				Rule: "small-dynamic-range", Kind: "cause", State: "absent", Title: "Small dynamic range",
				Conditions: []diagnosis.Condition{{Text: "tcp.pool.size < 16384", Answer: "false", Values: map[string]any{"tcp.pool.size": 16384}}},
			},
			{
				Rule: "bound-port-leak", Kind: "cause", State: "unknown", Title: "Leak of bound ports",
				Conditions: []diagnosis.Condition{{Text: "tcp.bound_process.ports >= 500", Answer: "unknown", Values: map[string]any{"tcp.bound_process.ports": nil}}},
				Missing:    []string{"netstat"},
			},
		},
		Pool: diagnosis.Pools{
			TCP: &diagnosis.Pool{
				Start: 49152, End: 65535, Count: 16384, Size: 16384, LowerBound: true,
				Used: 15478, Free: 906, Utilization: 0.94470,
				Parts: []diagnosis.Part{
					{Holder: "listen", Ports: 6, Share: 0.000366}, {Holder: "established", Ports: 72, Share: 0.004394},
					{Holder: "close_wait"}, {Holder: "other"}, {Holder: "bound"}, {Holder: "time_wait", Ports: 15400, Share: 0.939941},
				},
			},
			UDP: &diagnosis.Pool{
				Start: 49152, End: 65535, Count: 16384, Size: 16384, Used: 2, Free: 16382, Utilization: 0.000122,
				Parts: []diagnosis.Part{{Holder: "listen", Ports: 2, Share: 0.000122}},
			},
		},
		Tables: []diagnosis.Table{
			{ID: "states", Columns: []string{"state", "outbound", "inbound", "undirected"}, Rows: [][]any{
				{"TIME_WAIT", 15400, 12, 0}, {"ESTABLISHED", 66, 31, 2}, {"BOUND", nil, nil, nil},
			}},
			{ID: "destinations", Columns: []string{"address", "port", "ports", "share"}, Rows: [][]any{
				{"10.0.0.50", 8443, 15460, 0.943603}, {"10.0.0.7", 1433, 4, 0.000244},
			}, Omitted: 12},
			{ID: "processes", Columns: []string{"pid", "name", "ports", "share", "inferred"}, Rows: [][]any{
				{4242, "OrderGateway.exe", 15460, 0.943603, 15400}, {716, "lsass.exe", 6, 0.000366, 0},
			}},
		},
		Timeline: []diagnosis.Moment{
			{Time: "2026-03-07T09:00:00Z", Kind: "boot", ID: "6005", Text: "The event log was started.", Count: 1, Source: diagnosis.Source{File: "System.evtx"}},
			{Time: "2026-03-10T08:53:00Z", Kind: "event", ID: "4231", Text: "A TCP port could not be allocated.", Count: 2, Until: "2026-03-10T08:58:00Z", Source: diagnosis.Source{File: "System.evtx"}, Near: true},
			{Time: "2026-03-10T08:59:00Z", Kind: "event", ID: "4227", Text: "A connection met a tuple in use.", Count: 1, Until: "2026-03-10T08:59:00Z", Source: diagnosis.Source{File: "System.evtx", Record: 16, LastRecord: 16}, Near: true},
			{Time: "2026-03-10T08:59:30Z", Kind: "event", ID: "4229", Text: "Connections were ended.", Count: 2, Until: "2026-03-10T08:59:30Z", Source: diagnosis.Source{File: "System.evtx", Record: 17, LastRecord: 18}, Near: true},
			{Time: "2026-03-10T09:00:00Z", Kind: "capture", ID: "1", Text: "netstat -ano, 15,528 TCP rows.", Count: 1, Source: diagnosis.Source{File: "netstat.txt", Line: 1, LastLine: 15533}, Near: true},
		},
		Activity: &diagnosis.Activity{Start: "2026-03-07T09:00:00Z", Hours: 2, Series: []diagnosis.Series{
			{ID: "4231", Counts: in(37, 35, 2)}, {ID: "4227", Counts: in(37, 35, 1)},
			{ID: "start", Counts: in(37, 0, 1)}, {ID: "capture", Counts: in(37, 36, 1)},
			{ID: "4299", Counts: in(37, 12, 3)},
		}},
		WhatIf: []diagnosis.Change{
			{ID: "none", Text: "none", PortsLow: 15478, PortsHigh: 15478, ShareLow: 0.9447, ShareHigh: 0.9447},
			{ID: "range", Text: "range 32768-65535", PortsLow: 15478, PortsHigh: 15478, ShareLow: 0.4723, ShareHigh: 0.4723, Effect: "at once"},
			{ID: "timed-wait", Text: "TcpTimedWaitDelay 30", PortsLow: 2003, PortsHigh: 3928, ShareLow: 0.12225, ShareHigh: 0.23974, Effect: "after a restart"},
		},
		Path: []diagnosis.Node{
			{ID: "logged", Question: "Did Windows log a failed allocation (4231 or 4266)?", Answer: "yes: 2", Value: "2", Others: []string{"no", "cannot tell: no log"}},
			{ID: "holder", Question: "Which state holds the pool?", Answer: "TIME_WAIT", Value: "15,400 > 4,000", Others: []string{"ESTABLISHED", "CLOSE_WAIT", "none"}},
			{ID: "destination", Question: "One destination?", Answer: "yes: 94.0 % of the pool", Others: []string{"no"}},
		},
		Advice: []diagnosis.Advice{
			{
				ID: "widen-range", Title: "Widen the dynamic range", When: "now", Text: "Relief, not a repair: the load that fills 16,384 ports can fill more.",
				Steps: []diagnosis.Step{{
					Command: "netsh int ipv4 set dynamicport tcp start=32768 num=32768\nnetsh int ipv4 show dynamicport tcp", Shell: "bat",
					Effect:   "at once",
					Risk:     "RPC servers take ports from this range too, so firewalls between servers must allow 32768-65535 first.",
					Rollback: "netsh int ipv4 set dynamicport tcp start=49152 num=16384",
					Verify:   "no new 4231 and a peak below 80 % over a business day.",
				}},
				References: []diagnosis.Reference{microsoft},
			},
			{
				ID: "pool-connections", Title: "Reuse connections", When: "for-good",
				Steps: []diagnosis.Step{{
					Text:   "In OrderGateway.exe: one long-lived client per destination instead of one per request (.NET: a shared HttpClient with PooledConnectionLifetime).",
					Effect: "with the application's next release", Verify: "TIME_WAIT to 10.0.0.50:8443 stays below 1,000 under load.",
				}},
			},
			{ID: "no-reuseaddr", Title: "Do not set SO_REUSEADDR", When: "never", Text: "On Windows it lets two sockets share a port, with behaviour that is not defined.", References: []diagnosis.Reference{microsoft}},
		},
		Requests: []diagnosis.Request{{
			Artifact: "netstat", Alternatives: []string{"nettcp"}, Reason: "incomplete", Command: "netstat -anoq > netstat-q.txt",
			Why: "It shows bound sockets and turns 94.5 % from a lower bound into a value.", Decides: []string{"bound-port-leak"},
		}},
		Artifacts: []diagnosis.Artifact{
			{Path: "netstat.txt", Line: 1, Kind: "netstat", Encoding: "UTF-8", Status: "parsed", Rows: 15530, Notes: []string{"captured 2026-03-10 09:00 UTC (file time)"}},
			{Path: "System.evtx", Kind: "system-evtx", Status: "partial", Rows: 1402, Notes: []string{"1 chunk with a wrong checksum was skipped"}},
			{Path: "screenshot.png", Kind: "unrecognized", Status: "unrecognized"},
		},
		Facts: map[string]any{
			"capture.count": 1, "capture.index": 1, "capture.time": "2026-03-10T09:00:00Z", "capture.time_source": "file",
			"rate.opens_per_second_low": 64.17, "rate.opens_per_second_high": 128.3,
			"time_wait.seconds_low": 120, "time_wait.seconds_high": 240,
			"tcp.pool.bound_known": false, "tcp.pool.used": 15478,
		},
	}
}

// undeterminedRegistry is a ticket that carries a registry dump and a range, and nothing
// of the connections.
func undeterminedRegistry() *diagnosis.Diagnosis {
	open := func(id, title, leaf string, missing ...string) diagnosis.Finding {
		return diagnosis.Finding{Rule: id, Kind: "cause", State: "unknown", Title: title, Missing: missing,
			Conditions: []diagnosis.Condition{{Text: leaf, Answer: "unknown"}}}
	}
	return &diagnosis.Diagnosis{
		Tool:   diagnosis.Tool{Version: "0.1.0", Rules: "sha256:4f1c", RuleCount: 37},
		Bundle: diagnosis.Bundle{Name: "mail-attachments"},
		Verdict: diagnosis.Verdict{
			Status: "undetermined", Lean: "none", Label: "Cannot be told yet",
			Headline: "No connection table and no System log were captured. The settings alone show a MaxUserPort of 5,000, which matters only under load.",
			Limits:   []string{"How many ports were in use: no connection table was captured.", "Whether Windows logged a failure: no System log was captured."},
		},
		Summary: []diagnosis.Fact{{ID: "first", Text: "Capture a connection table with netstat -anoq while the failure lasts."}},
		Findings: []diagnosis.Finding{
			open("close-wait-leak", "CLOSE_WAIT leak", "tcp.pool.close_wait_ports >= 1638", "netstat"),
			open("time-wait-accumulation", "TIME_WAIT accumulation", "tcp.outbound.time_wait > 5000", "netstat", "system-evtx"),
			{
				Rule: "max-user-port-set", Kind: "risk", State: "present", Severity: "warning", Title: "MaxUserPort is set",
				Evidence: []diagnosis.Evidence{{Text: "MaxUserPort is 5,000.", Sources: []diagnosis.Source{{File: "reg.txt", Line: 7, LastLine: 7}}}},
			},
			{
				Rule: "narrow-range", Kind: "risk", State: "absent", Title: "Narrow dynamic range",
				Conditions: []diagnosis.Condition{{Text: "tcp.pool.count < 16384", Answer: "false", Values: map[string]any{"tcp.pool.count": 16384.0}}},
			},
		},
		Pool: diagnosis.Pools{TCP: &diagnosis.Pool{Start: 49152, End: 65535, Count: 16384, Size: 16384}},
		Path: []diagnosis.Node{
			{ID: "logged", Question: "Did Windows log a failed allocation (4231 or 4266)?", Answer: "cannot tell: no log", Others: []string{"yes", "no"}},
			{ID: "table", Question: "Is there a connection table?", Answer: "no", Others: []string{"yes"}},
		},
		Requests: []diagnosis.Request{
			{Artifact: "netstat", Alternatives: []string{"nettcp"}, Reason: "absent", Command: "netstat -anoq > netstat-q.txt",
				Why: "It shows which ports are in use, in which state, by which process and to where.", Decides: []string{"verdict", "time-wait-accumulation", "close-wait-leak"}},
			{Artifact: "system-evtx", Alternatives: []string{"event-text"}, Reason: "absent", Command: `wevtutil epl System C:\portdx\System.evtx /ow:true`,
				Why: "It shows whether Windows failed to allocate a port (events 4231 and 4266), and when.", Decides: []string{"verdict"}},
		},
		Artifacts: []diagnosis.Artifact{
			{Path: "reg.txt", Line: 1, Kind: "registry", Encoding: "UTF-16LE", Status: "parsed", Rows: 24},
			{Path: "reg.txt", Line: 31, Kind: "dynamicport", Encoding: "UTF-16LE", Status: "parsed", Rows: 4},
		},
		Facts: map[string]any{"tcp.pool.used": nil, "registry.max_user_port": 5000},
	}
}

// notFound is a calm host that was captured completely.
func notFound() *diagnosis.Diagnosis {
	return &diagnosis.Diagnosis{
		Tool: diagnosis.Tool{Version: "0.1.0", Rules: "sha256:4f1c", RuleCount: 37},
		Host: diagnosis.Host{Name: "APP7"},
		Verdict: diagnosis.Verdict{
			Status: "not-found", Lean: "no-pressure", Label: "Not found",
			Headline: "At most 1.9 % of 13,384 TCP dynamic ports were in use in 3 captures over 40 min, and the System log, which covers that time, shows no failed allocation.",
		},
		Findings: []diagnosis.Finding{
			{
				Rule: "time-wait-accumulation", Kind: "cause", State: "absent", Title: "TIME_WAIT accumulation",
				Conditions: []diagnosis.Condition{
					{Text: "tcp.outbound.time_wait > params.min_outbound", Answer: "false", Values: map[string]any{"tcp.outbound.time_wait": 112, "params.min_outbound": 5000}},
					{Text: "tcp.pool.utilization_peak >= 0.5", Answer: "false", Values: map[string]any{"tcp.pool.utilization_peak": 0.01928}},
				},
			},
			{
				Rule: "excluded-ranges", Kind: "risk", State: "present", Title: "Excluded port ranges",
				Evidence: []diagnosis.Evidence{{Text: "Exclusions take 3,000 of the 16,384 ports of the range, 18.3 %.", Sources: []diagnosis.Source{{File: "ranges.txt", Line: 9, LastLine: 41}}}},
			},
		},
		Pool: diagnosis.Pools{TCP: &diagnosis.Pool{
			Start: 49152, End: 65535, Count: 16384, Excluded: 3000, Size: 13384, Used: 258, Free: 13126, Utilization: 0.019277,
			Parts: []diagnosis.Part{
				{Holder: "listen", Ports: 21, Share: 0.001569}, {Holder: "established", Ports: 120, Share: 0.008966},
				{Holder: "bound", Ports: 5, Share: 0.000374}, {Holder: "time_wait", Ports: 112, Share: 0.008368},
			},
		}},
		Tables: []diagnosis.Table{{ID: "captures", Columns: []string{"index", "time", "rows", "ports", "used_share"}, Rows: [][]any{
			{1, "2026-03-10T09:00:00Z", 402, 230, 0.017185}, {2, "2026-03-10T09:20:00Z", 431, 258, 0.019277}, {3, "2026-03-10T09:40:00Z", 410, 241, 0.018007},
		}}},
		Artifacts: []diagnosis.Artifact{{Path: "netstat-q.txt", Line: 1, Kind: "netstat", Encoding: "OEM 437", Status: "parsed", Rows: 1243}},
		Facts:     map[string]any{"capture.count": 3, "capture.index": 2, "capture.time": "2026-03-10T09:20:00Z", "capture.time_source": "text"},
	}
}
