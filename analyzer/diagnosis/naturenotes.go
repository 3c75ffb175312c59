package diagnosis

// natureNotes say what a file is that holds no capture, or whose capture was lost, and
// which command makes what is needed.
var natureNotes = map[string]phrase{
	"file.empty":      {"empty file: capture it again, for example netstat -anoq > netstat-q.txt", "空文件：请重新抓取，例如 netstat -anoq > netstat-q.txt"},
	"file.zeros":      {"begins with nothing but zeros, as files do that were being written when a machine went down: capture it again, for example netstat -anoq > netstat-q.txt", "文件开头全为零字节（写入过程中断电或崩溃会如此）：请重新抓取，例如 netstat -anoq > netstat-q.txt"},
	"file.unreadable": {"could not be read: {0}", "无法读取：{0}"},
	"file.read-error": {"reading stopped before the end: {0}", "读取中断：{0}"},
	"file.binary":     {"neither text nor an event log: send netstat -anoq > netstat-q.txt and wevtutil epl System System.evtx", "既不是文本也不是事件日志：请提供 netstat -anoq > netstat-q.txt 和 wevtutil epl System System.evtx"},

	"file.image":           {"an image or a video: what it shows cannot be counted; send the text itself: netstat -anoq > netstat-q.txt", "图片或视频：其中的内容无法统计；请提供文本：netstat -anoq > netstat-q.txt"},
	"file.pdf":             {"a PDF document, no text: send the file that the command writes: netstat -anoq > netstat-q.txt", "PDF 文档：请提供命令直接输出的文件：netstat -anoq > netstat-q.txt"},
	"file.office":          {"an Office document: save its text as a .txt file, or better send the file that the command writes: netstat -anoq > netstat-q.txt", "Office 文档：请将其中文本另存为 .txt 文件，或最好提供命令直接输出的文件：netstat -anoq > netstat-q.txt"},
	"file.office-password": {"a password-protected Office document: send the file that the command writes instead, in an archive with a password if need be: netstat -anoq > netstat-q.txt", "带密码的 Office 文档：请改为提供命令直接输出的文件，必要时放入带密码的压缩包：netstat -anoq > netstat-q.txt"},
	"file.mail":            {"a message of Outlook: save its attachments and send those", "Outlook 邮件：请保存其附件并提供附件"},
	"file.archive":         {"an archive that cannot be unpacked here: unpack it and pass the folder", "无法在此解包的压缩文件：请先解压，再传入文件夹"},
	"file.packets":         {"a packet capture: a connection that finds no free port sends no packet; send netstat -anoq > netstat-q.txt and wevtutil epl System System.evtx", "网络抓包：找不到空闲端口的连接不会发出任何报文；请提供 netstat -anoq > netstat-q.txt 和 wevtutil epl System System.evtx"},
	"file.trace":           {"a trace (.etl) or a binary counter log (.blg): a counter log can be read after relog FILE.blg -f csv -o counters.csv; of a trace nothing is used: send netstat -anoq > netstat-q.txt", "跟踪文件（.etl）或二进制计数器日志（.blg）：计数器日志请先用 relog FILE.blg -f csv -o counters.csv 转换；跟踪文件不被采用，请提供 netstat -anoq > netstat-q.txt"},
	"file.dump":            {"a memory dump: send netstat -anoq > netstat-q.txt and wevtutil epl System System.evtx", "内存转储：请提供 netstat -anoq > netstat-q.txt 和 wevtutil epl System System.evtx"},
	"file.hive":            {"a registry hive: send the values as text: reg query HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters > reg.txt", "注册表配置单元：请以文本提供各值：reg query HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters > reg.txt"},
	"file.program":         {"a program: send what it prints, or netstat -anoq > netstat-q.txt", "可执行程序：请提供其输出，或 netstat -anoq > netstat-q.txt"},
	"file.procmon":         {"a log of Process Monitor, which shows no ports that are held: send netstat -anoq > netstat-q.txt", "Process Monitor 日志，不显示被占用的端口：请提供 netstat -anoq > netstat-q.txt"},
	"file.evt":             {"an event log of Windows XP or Server 2003 (.evt): convert it with wevtutil epl FILE.evt System.evtx /lf:true", "Windows XP 或 Server 2003 的事件日志（.evt）：请用 wevtutil epl FILE.evt System.evtx /lf:true 转换"},
	"file.link":            {"a shortcut to a file and not the file: send the file that it leads to", "这是快捷方式而非文件本身：请提供它指向的文件"},

	"text.unrecognized":    {"no table, setting or event log that portdx knows: send the plain output of netstat -anoq", "不含可识别的表、设置或日志：请提供 netstat -anoq 的原始输出"},
	"text.not-read":        {"looks like {0}, of which nothing is used: send netstat -anoq > netstat-q.txt", "看起来是 {0}，其中内容不被采用：请提供 netstat -anoq > netstat-q.txt"},
	"text.linux-netstat":   {"netstat of Linux or another Unix ({0} rows), not of Windows: run netstat -anoq on the Windows machine", "这是 Linux 或其他 Unix 的 netstat（{0} 行），不是 Windows 的：请在 Windows 机器上运行 netstat -anoq"},
	"text.unix-tool":       {"lsof of Linux or macOS, not of Windows: run netstat -anoq on the Windows machine", "这是 Linux 或 macOS 的 lsof，不是 Windows 的：请在 Windows 机器上运行 netstat -anoq"},
	"text.long-lines-only": {"lines longer than {0} bytes and nothing that portdx knows (limit MaxLine): send the plain output of netstat -anoq", "行长超过 {0} 字节且无可识别内容（上限 MaxLine）：请提供 netstat -anoq 的原始输出"},
	"text.code":            {"a program or a script: what it quotes is not taken for this machine's; send what the commands print, such as netstat -anoq > netstat-q.txt", "这是程序或脚本：其中引用的内容不视为本机数据；请提供命令的输出，例如 netstat -anoq > netstat-q.txt"},
	"text.command-only":    {"holds the command but not its output: run it and send what it prints", "只有命令没有输出：请运行命令并提供其输出"},
	"text.elevation":       {"the command asked for elevation and printed nothing else: run it in an administrator's console; netstat needs none without -b: netstat -anoq > netstat-q.txt", "命令要求提升权限，没有其他输出：请在管理员控制台运行；netstat 不带 -b 则无需提升：netstat -anoq > netstat-q.txt"},
	"text.denied":          {"the command was denied access and printed nothing else ({0}): run it in an administrator's console; netstat -anoq > netstat-q.txt needs none", "命令被拒绝访问，没有其他输出（{0}）：请在管理员控制台运行；netstat -anoq > netstat-q.txt 则无需提升"},
	"text.failed":          {"the command was not understood and printed nothing else ({0}): check how it is spelled, or send netstat -ano > netstat.txt", "命令未被识别，没有其他输出（{0}）：请检查拼写，或提供 netstat -ano > netstat.txt"},
	"text.netstat-help":    {"netstat printed its help, since this Windows does not know one of the options: send netstat -ano > netstat.txt", "netstat 只输出了帮助，因为该 Windows 不支持其中某个选项：请提供 netstat -ano > netstat.txt"},
	"text.base64":          {"base64, as mail and certutil -encode write it: decode it with certutil -decode IN OUT or base64 -d, and send the file", "base64 文本（邮件或 certutil -encode 的输出）：请用 certutil -decode IN OUT 或 base64 -d 解码后提供文件"},
	"text.mail":            {"an e-mail or a web archive (.eml, .mht) without a capture in its text: save its attachments and send those", "电子邮件或网页归档（.eml、.mht），正文中没有抓取内容：请保存其附件并提供附件"},
	"text.html":            {"a web page without a table, setting or event log that portdx knows: save the text as plain text, or send the file that the command writes: netstat -anoq > netstat-q.txt", "网页，其中没有可识别的表、设置或日志：请另存为纯文本，或提供命令直接输出的文件：netstat -anoq > netstat-q.txt"},
	"text.rtf":             {"an RTF document without a table, setting or event log that portdx knows: save it as plain text, or send the file that the command writes: netstat -anoq > netstat-q.txt", "RTF 文档，其中没有可识别的表、设置或日志：请另存为纯文本，或提供命令直接输出的文件：netstat -anoq > netstat-q.txt"},
	"text.html-removed":    {"a web page, read as the text that it shows: lines are counted in that text", "网页，已按其显示的文本读取：行号为该文本的行号"},
	"text.rtf-removed":     {"an RTF document, read as the text that it shows: lines are counted in that text", "RTF 文档，已按其显示的文本读取：行号为该文本的行号"},
}
