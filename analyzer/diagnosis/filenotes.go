package diagnosis

// fileNotes holds the notes of the parsers, by the package that gives them.
var fileNotes = map[string]phrase{
	"evtx.channel":      {"this is not the System log but {0}: its events are not used", "这不是 System 日志，而是 {0}：其中的事件未被使用"},
	"evtx.chunk_data":   {"chunks whose data checksum does not hold (read all the same): {0}", "数据校验和不符的块（仍已读取）：{0}"},
	"evtx.chunk_header": {"chunks whose header checksum does not hold (read all the same): {0}", "块头校验和不符的块（仍已读取）：{0}"},
	"evtx.chunk_magic":  {"chunks in use do not begin as a chunk does, their events are lost: {0}", "使用中的块缺少块标志，其中的事件已丢失：{0}"},
	"evtx.dirty":        {"the log was copied while Windows was writing it (its header counts {0} chunks, {1} are there): the newest events may be missing; export it with wevtutil epl to be sure", "该日志是在 Windows 写入时复制的（文件头记录 {0} 个块，实际有 {1} 个）：最新的事件可能缺失；要保险请用 wevtutil epl 导出"},
	"evtx.events":       {"{0} older events were left out: of each event id the latest {1} are kept", "略去 {0} 个较早的事件：每个事件 ID 只保留最近的 {1} 个"},
	"evtx.gaps":         {"only the latest {0} of at least {1} gaps in the record ids are kept", "记录编号至少有 {1} 处缺口，只保留最近的 {0} 处"},
	"evtx.header":       {"the file header is missing or damaged; the chunks were read all the same", "文件头缺失或损坏；各数据块仍已读取"},
	"evtx.record":       {"{0} places hold no readable record where one should be; the records behind them were read", "有 {0} 处本应是记录但无法读取；其后的记录已读取"},
	"evtx.texts":        {"{0} events are kept without their strings, to bound memory", "为限制内存，{0} 个事件未保留其字符串"},
	"evtx.truncated":    {"the file ends early: {0} whole chunks of {1} are there", "文件不完整：应有 {1} 个块，完整的只有 {0} 个"},
	"evtx.undecodable":  {"{0} records could not be decoded", "有 {0} 条记录无法解码"},
	"evtx.zeroed":       {"chunks in use are filled with zeros, their events are lost: {0}", "使用中的块被清零，其中的事件已丢失：{0}"},

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
