package diagnosis

// phrases holds every sentence that is no rule's: notes on files, the timeline, what-if.
// Notes on one artifact name what was lost, and what to capture instead.
var phrases = map[string]phrase{
	"boot.unknown":    {"not known", "未知"},
	"boot.requested":  {"restart requested", "请求重启"},
	"boot.clean":      {"orderly shutdown", "正常关机"},
	"boot.unexpected": {"unexpected shutdown", "意外关机"},

	"timeline.boot-unknown":    {"Windows started", "Windows 启动"},
	"timeline.boot-requested":  {"Windows started; the restart was requested", "Windows 启动；重启由用户或程序请求"},
	"timeline.boot-clean":      {"Windows started after an orderly shutdown", "Windows 正常关机后启动"},
	"timeline.boot-unexpected": {"Windows started after an unexpected shutdown", "Windows 意外关机后启动"},
	"timeline.capture":         {"capture {0}: {1} of {2} TCP ports in use", "抓取 {0}：{2} 个 TCP 端口中 {1} 个在用"},
	"timeline.analyzed":        {"capture {0} (analyzed): {1} of {2} TCP ports in use", "抓取 {0}（分析对象）：{2} 个 TCP 端口中 {1} 个在用"},
	"timeline.event-4227":      {"4227: outgoing connection failed, tuple in TIME_WAIT", "4227：出站连接失败，四元组处于 TIME_WAIT"},
	"timeline.event-4229":      {"4229: connections terminated under memory pressure", "4229：内存紧张，连接被终止"},
	"timeline.event-4231":      {"4231: TCP port allocation failed", "4231：TCP 端口分配失败"},
	"timeline.event-4266":      {"4266: UDP port allocation failed", "4266：UDP 端口分配失败"},
	"timeline.event-6006":      {"Windows was shut down", "Windows 正常关机"},
	"timeline.event-6008":      {"the previous shutdown was unexpected", "上一次关机是意外的"},
	"timeline.event-1074":      {"a restart or shutdown was requested", "有用户或进程请求了重启或关机"},
	"timeline.event-2019":      {"2019: nonpaged pool was empty", "2019：非分页池耗尽"},
	"timeline.event-2020":      {"2020: paged pool was empty", "2020：分页池耗尽"},

	"whatif.none":         {"none", "不作更改"},
	"whatif.none-effect":  {"", ""},
	"whatif.range":        {"{2} dynamic range {0}-{1}", "{2} 动态端口范围 {0}-{1}"},
	"whatif.range-effect": {"at once", "立即"},
	"whatif.delay":        {"TcpTimedWaitDelay {0}", "TcpTimedWaitDelay {0}"},
	"whatif.delay-effect": {"after a restart", "重启后"},
	"whatif.reuse":        {"connections reused, none left to TIME_WAIT", "复用连接，不再产生 TIME_WAIT"},
	"whatif.reuse-effect": {"with the application's change", "应用修改后"},

	"capture.same-moment":            {"the same moment as {0} line {1}, which shows more: counted once", "与 {0} 第 {1} 行为同一时刻，后者信息更全：只计一次"},
	"capture.no-time":                {"the time of the capture is not known: pass --captured-at", "抓取时间未知：请用 --captured-at 指定"},
	"capture.time-option":            {"captured {0} (--captured-at)", "抓取时间 {0}（--captured-at）"},
	"capture.time-text":              {"captured {0} (in the text)", "抓取时间 {0}（文本内）"},
	"capture.time-text-zone-assumed": {"captured {0} (in the text; its zone is not known, UTC is assumed: pass --tz)", "抓取时间 {0}（文本内；时区未知，按 UTC 计：可用 --tz 指定）"},
	"capture.time-name":              {"captured {0} (in the file's name)", "抓取时间 {0}（文件名）"},
	"capture.time-name-zone-assumed": {"captured {0} (in the file's name; its zone is not known, UTC is assumed: pass --tz)", "抓取时间 {0}（文件名；时区未知，按 UTC 计：可用 --tz 指定）"},
	"capture.time-creation":          {"captured at or after {0} (newest CreationTime of a connection)", "抓取时间不早于 {0}（连接的最新 CreationTime）"},
	"capture.time-archive":           {"captured {0}, in doubt (the archive entry's time): pass --captured-at if it is wrong", "抓取时间 {0}，存疑（压缩包条目时间）：如有误请用 --captured-at 指定"},
	"capture.time-file":              {"captured {0}, in doubt (the file's modification time, which copying changes): pass --captured-at if it is wrong", "抓取时间 {0}，存疑（文件修改时间，复制会改变它）：如有误请用 --captured-at 指定"},

	"log.window":  {"records from {0} to {1}", "记录从 {0} 到 {1}"},
	"log.no-gaps": {", no gap in the record ids", "，记录编号无间断"},
	"log.gaps":    {", {0} gaps in the record ids", "，记录编号有 {0} 处间断"},

	"file.empty":      {"empty file: capture it again, for example netstat -anoq > netstat-q.txt", "空文件：请重新抓取，例如 netstat -anoq > netstat-q.txt"},
	"file.unreadable": {"could not be read: {0}", "无法读取：{0}"},
	"file.read-error": {"reading stopped before the end: {0}", "读取中断：{0}"},
	"file.nature":     {"not a text capture or an event log ({0}): send netstat -anoq > netstat-q.txt and wevtutil epl System System.evtx", "既不是文本抓取也不是事件日志（{0}）：请提供 netstat -anoq > netstat-q.txt 和 wevtutil epl System System.evtx"},

	"text.unrecognized":      {"no table, setting or event log that portdx knows: send the plain output of netstat -anoq", "不含可识别的表、设置或日志：请提供 netstat -anoq 的原始输出"},
	"text.not-read":          {"looks like {0}, which this version does not read: nothing of it is used", "看起来是 {0}，本版本不读取：未采用其中内容"},
	"text.linux-netstat":     {"netstat of Linux ({0} rows), not of Windows: run netstat -anoq on the Windows machine", "这是 Linux 的 netstat（{0} 行），不是 Windows 的：请在 Windows 机器上运行 netstat -anoq"},
	"text.long-lines-only":   {"lines longer than {0} bytes and nothing that portdx knows (limit MaxLine): send the plain output of netstat -anoq", "行长超过 {0} 字节且无可识别内容（上限 MaxLine）：请提供 netstat -anoq 的原始输出"},
	"text.command-only":      {"holds the command but not its output: run it and send what it prints", "只有命令没有输出：请运行命令并提供其输出"},
	"text.long-line":         {"{0} lines are longer than {2} bytes (limit MaxLine), the first is line {1}: their ends were not read", "{0} 行超过 {2} 字节（上限 MaxLine），首个为第 {1} 行：行尾未读取"},
	"text.too-many-sections": {"stopped at the limit MaxSections ({0}): the rest of the file was not read", "达到上限 MaxSections（{0}）：文件其余部分未读取"},

	"netstat.bad-rows":      {"{0} damaged rows were left out, the first is line {1}", "{0} 行损坏，已略过，首个为第 {1} 行"},
	"netstat.too-many-rows": {"{0} rows past the limit MaxRows ({1}) were left out", "{0} 行超出上限 MaxRows（{1}），已略过"},
	"netstat.unknown-state": {"{0} rows carry a state that is not known, such as {1} in line {2}: read by the shape of the row", "{0} 行的状态未知，例如第 {2} 行的 {1}：按行的形状判断"},
	"netstat.service-names": {"{0} ports are written as service names that are not known: capture with -n", "{0} 个端口以未知服务名表示：请加 -n 抓取"},
	"netstat.elevation":     {"netstat asked for elevation, so it printed no table: run it in an administrator's console, or leave out -b", "netstat 要求提升权限，因此没有输出表：请在管理员控制台运行，或去掉 -b"},
}
