package diagnosis

// fileNotes holds the notes of the parsers, by the package that gives them.
var fileNotes = map[string]phrase{
	"netsh.bad-lines":         {"{0} lines of the exclusion list are damaged or hold no plausible ports, the first in line {1}", "排除列表中有 {0} 行损坏或端口不合理，首个在第 {1} 行"},
	"netsh.implausible-range": {"a range with start {0} and {1} ports does not fit into 1-65535: it is not used", "起始端口 {0}、端口数 {1} 的范围超出 1-65535：未采用"},
	"netsh.truncated":         {"the dynamic port range ends in the middle, at line {0}: it is not used", "动态端口范围在第 {0} 行中断：未采用"},

	"nettcp.after-json":            {"what follows the JSON from line {0} on was not read: save it as a file of its own", "第 {0} 行起 JSON 之后的内容未读取：请另存为单独的文件"},
	"nettcp.bad-json":              {"the JSON is damaged at line {0}: nothing below it was read", "JSON 在第 {0} 行损坏：其后内容未读取"},
	"nettcp.bad-rows":              {"{0} rows are damaged, the first in line {1}", "有 {0} 行损坏，首个在第 {1} 行"},
	"nettcp.export-csv-of-format":  {"the output of Format-Table was exported, the connections are lost; use Get-NetTCPConnection | Export-Csv nettcp.csv -NoTypeInformation without Format-Table", "导出的是 Format-Table 的输出，连接数据已丢失；请不经 Format-Table，直接使用 Get-NetTCPConnection | Export-Csv nettcp.csv -NoTypeInformation"},
	"nettcp.export-csv-of-strings": {"Export-Csv wrote only the lengths of the lines, the connections are lost; use: Get-NetTCPConnection | Export-Csv nettcp.csv -NoTypeInformation (or: netstat -anoq > netstat.txt)", "Export-Csv 只写入了各行的长度，连接数据已丢失；请使用：Get-NetTCPConnection | Export-Csv nettcp.csv -NoTypeInformation（或 netstat -anoq > netstat.txt）"},
	"nettcp.grouped-counts":        {"the file holds counts by state and no connections: ports and owners cannot be told; use Get-NetTCPConnection | ConvertTo-Json without Group-Object", "文件只有按状态统计的计数，没有连接明细，无法判断端口与进程；请不经 Group-Object，直接使用 Get-NetTCPConnection | ConvertTo-Json"},
	"nettcp.no-connections":        {"no connections were found in it", "其中未找到连接"},
	"nettcp.no-rows":               {"{0} headers have no rows below them, the first in line {1}", "有 {0} 个表头之下没有数据行，首个在第 {1} 行"},
	"nettcp.no-state":              {"rows carry no state: add the column State to the capture", "数据行没有状态：采集时请包含 State 列"},
	"nettcp.ports-swapped":         {"LocalPort and RemotePort were written into each other's column (as KAPE does) and have been put right", "LocalPort 与 RemotePort 两列互换（KAPE 的已知问题），已更正"},
	"nettcp.several-hosts":         {"{0} rows are of other computers and were left out, the first in line {1}; send one file per computer", "有 {0} 行属于其他计算机，已忽略，首个在第 {1} 行；请每台计算机单独一个文件"},
	"nettcp.too-many-captures":     {"{0} tables past the limit were left out, the first in line {1}", "有 {0} 张表超出上限，未读取，首张在第 {1} 行"},
	"nettcp.too-many-rows":         {"{0} rows past the limit were left out, the first in line {1}", "有 {0} 行超出上限，未读取，首个在第 {1} 行"},
	"nettcp.truncated":             {"the JSON ends in the middle, at line {0}", "JSON 在第 {0} 行中断"},
	"nettcp.unknown-state":         {"{0} rows are in a state that is not known, the first in line {1}", "有 {0} 行的状态未知，首个在第 {1} 行"},

	"registry.bad-lines":       {"{0} lines are damaged, the first is line {1}", "有 {0} 行损坏，首个在第 {1} 行"},
	"registry.no-key":          {"{0} values stand above the first key: which key they belong to is not known, so they are not used", "有 {0} 个值位于第一个项之前，无法确定所属的项：未采用"},
	"registry.not-found":       {"reg query did not find the key or value it was asked for ({0})", "reg query 未找到所查询的项或值（{0}）"},
	"registry.too-many-values": {"the dump holds more keys or values than can be read; {0} were left out, the first in line {1}", "项或值过多，有 {0} 个未读取，首个在第 {1} 行"},
	"registry.wrong-key":       {"the dump is of {0}; the settings of TCP/IP stand in HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters", "导出的是 {0}；TCP/IP 设置位于 HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters"},
}
