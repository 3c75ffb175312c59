package assemble

import (
	"regexp"
	"slices"
	"strings"
)

// trust says how sure it is that a word in a file's name is a computer's.
type trust uint8

// The grades of trust. A doubtful name splits no machine in two: it is reported.
const (
	noName trust = iota
	doubtful
	plausible
)

// candidate is a word that may be a computer's name, in upper case.
type candidate struct {
	name  string
	trust trust
}

var (
	// guid is what collectors name folders and downloads by.
	guid = regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	// made are the names that Windows' setup and Amazon's images make up.
	made = regexp.MustCompile(`(?:^|-)(WIN-[A-Z0-9]{11}|(?:DESKTOP|LAPTOP|EC2AMAZ)-[A-Z0-9]{7}|IP-(?:0A|AC|C0)[0-9A-F]{6})(?:-|$)`)
	// numbered is a word that ends in a number, as the names of servers do; a letter or
	// three may follow it.
	numbered = regexp.MustCompile(`^([A-Z]{2,}[A-Z0-9-]*?)-?(\d{1,6})([A-Z]{0,3})$`)
	// year is a number that is the year of a version or of a date rather than a machine's.
	year = regexp.MustCompile(`^(?:19|20)\d\d$`)
	// hexadecimal is the beginning of a checksum.
	hexadecimal = regexp.MustCompile(`^[0-9A-F]{8,}$`)
)

// maxHostName is how long a word is at most that is taken for a computer's name; DNS names
// may be longer than those of NetBIOS.
const maxHostName = 24

// netbiosLength is where NetBIOS cuts a computer's name off. Performance counters write
// that name. (Microsoft, "Naming conventions in Active Directory".)
const netbiosLength = 15

// candidates returns what in the name of a file or a folder may be a computer's name.
func candidates(element string) []candidate {
	var out []candidate
	for _, w := range wordsOf(element) {
		c := judge(w)
		if c.trust > noName && !slices.ContainsFunc(out, func(o candidate) bool { return o.name == c.name }) {
			out = append(out, c)
		}
	}
	return out
}

// wordsOf returns the words of a name, in upper case, without the ones at their ends that
// are known to be no computer's: of netstat-WEB25-before.txt it is WEB25.
func wordsOf(element string) []string {
	element = guid.ReplaceAllString(element, " ")
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToUpper(element), func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	}) {
		if m := made.FindStringSubmatch(w); m != nil && !isCommon(m[1][strings.IndexByte(m[1], '-'):]) {
			out = append(out, m[1])
		} else if w = core(strings.Trim(w, "-")); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// core drops common words and numbers from both ends of a word with hyphens.
func core(word string) string {
	parts := strings.Split(word, "-")
	for len(parts) > 0 && isCommon(parts[0]) && !startsName(parts) {
		parts = parts[1:]
	}
	for len(parts) > 1 {
		last := parts[len(parts)-1]
		isNumber := strings.Trim(last, "0123456789") == ""
		// The number of WEB-02 is the machine's, that of WEB25-2 the capture's.
		if isNumber && len(last) <= 3 && !strings.ContainsAny(strings.Join(parts[:len(parts)-1], ""), "0123456789") || !isNumber && !isCommon(last) {
			break
		}
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, "-")
}

// startsName reports whether a common word begins a name: SRV-DB-02, SERVER-01.
func startsName(parts []string) bool {
	if !machineWords[parts[0]] || len(parts) == 1 {
		return false
	}
	return len(parts[0]) <= 3 || strings.Trim(parts[1], "0123456789") == "" && len(parts[1]) <= 3
}

// judge says how sure it is that a word is a computer's name, by its shape.
func judge(word string) candidate {
	c := candidate{name: word}
	if made.MatchString(word) {
		c.trust = plausible
		return c
	}
	m := numbered.FindStringSubmatch(word)
	if m == nil || len(word) < 3 || len(word) > maxHostName || isCommon(word) || hexadecimal.MatchString(word) {
		return c
	}
	base, number := m[1], m[2]
	switch {
	case len(number) > 3, year.MatchString(number):
		c.trust = doubtful // a ticket's number, a version
	case siteWords[base], len(number) == 1 && !hasRole(base):
		c.trust = doubtful // the first of several captures of one machine
	default:
		c.trust = plausible
	}
	return c
}

// maxRole is how long a name is at most that says what the machine does.
const maxRole = 7

// hasRole reports whether a name says what the machine does, as WEB1 and LONDC2 do.
func hasRole(base string) bool {
	for _, r := range roles {
		rest, is := strings.CutPrefix(base, r)
		if !is {
			rest, is = strings.CutSuffix(base, r)
		}
		if is && len(base) <= maxRole && (rest == "" || !isCommon(rest)) {
			return true
		}
	}
	return false
}

// isCommon reports whether a word of a file's name is known to be no computer's: all that
// stands between its numbers are common words, written together or not.
func isCommon(word string) bool {
	if machineWords[word] || siteWords[word] {
		return true
	}
	for _, w := range strings.FieldsFunc(word, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		if len(w) > 1 && !isMadeOfCommon(w) {
			return false
		}
	}
	return true
}

// maxCommon bounds the words that are taken apart.
const maxCommon = 40

// isMadeOfCommon reports whether a word is a common one, or several of them in a row.
func isMadeOfCommon(word string) bool {
	if commonWords[word] {
		return true
	}
	if len(word) > maxCommon {
		return false
	}
	reach := make([]bool, len(word)+1)
	reach[0] = true
	for end := 3; end <= len(word); end++ {
		for start := 0; start <= end-3 && !reach[end]; start++ {
			reach[end] = reach[start] && commonWords[word[start:end]]
		}
		if end < len(word) && reach[end-2] && word[end-2:end] == "AT" { // NetStatAtEnd.txt of SQLTrace
			reach[end] = true
		}
	}
	return reach[len(word)]
}

// machineWords are the words for machines that people number them by. With one digit they
// may count captures as well.
var machineWords = setOf(`BOX CLIENT COMPUTER DESKTOP HOST LAPTOP MACHINE NODE PC RECHNER SERVER SRV SVR VM WORKSTATION`)

// siteWords are the words for where a machine stands. With a number they may be a machine's.
var siteWords = setOf(`DEV DEVELOPMENT PROD PRODUCTION PREPROD QA UAT STAGING LIVE SANDBOX DEMO POC LAB DR SITE OFFICE`)

// roles are parts of the names of servers that say what they do.
var roles = strings.Fields(`WEB APP SQL DB DC SRV SVR IIS FS EXCH MAIL PROXY PRX GW RDS RDP TS CTX XA VDI WKS HV SAP CRM ERP API SVC ADFS DNS DHCP
	WSUS SCCM PRINT JUMP CLU ORA MQ NAS NODE ADM AD FTP LB`)

// commonWords are words of file names that name no computer, in upper case: the commands
// and what they print, formats, moments, environments, ways to number, and dates.
var commonWords = setOf(`
	NETSTAT NETSTATS STAT STATS NET NETWORK TCP UDP TCPIP IP IPV V VER VERSION PORT PORTS SOCKET SOCKETS CONN CONNS CONNECTION CONNECTIONS
	NETTCP NETTCPCONNECTION NETUDP NETUDPENDPOINT ENDPOINT ENDPOINTS TCPVCON TCPVIEW TASKLIST TASKS TASK PROCESS PROCESSES PROC PROCS PS
	PSLIST PID PIDS SERVICE SERVICES SYSTEM SYSTEMINFO SYSINFO SYS INFO EVENT EVENTS EVT EVTX EVENTLOG EVENTID EVTLOG WEVTUTIL LOG LOGS
	APPLICATION SECURITY SETUP REG REGISTRY REGEDIT HKLM HKCU HIVE NETSH INTERFACE INT DYNAMIC DYNAMICPORT DYNAMICPORTS DYNAMICPORTRANGE
	EXCLUDED EXCLUDEDPORT EXCLUDEDPORTRANGE RANGE RANGES PORTRANGE EPHEMERAL USER USERPORT MAXUSERPORT TIMEDWAIT TIMEWAIT WAIT CLOSEWAIT
	ESTABLISHED LISTENING LISTEN BOUND SETTING SETTINGS CONFIG CONFIGURATION CFG PARAM PARAMS PARAMETERS COUNTER COUNTERS PERF PERFMON PERFORMANCE
	TYPEPERF IPCONFIG ROUTE ROUTES ARP TZ TZUTIL TIMEZONE ZONE NETSTATANO ANO ANOB ANOQ NAO NATO ANBO ABNO BANO NAB AON AONB AN NA NO NOB NOQ
	GET FIND FINDSTR GREP CMD POWERSHELL PWSH CONSOLE TERMINAL SHELL SCREEN SCREENSHOT SHOT IMG IMAGE PIC PICTURE TRACE PCAP WIRESHARK NETMON
	TXT TEXT CSV JSON XML HTM HTML MD YAML YML DOC DOCX PDF XLS XLSX ZIP GZ TAR TGZ BZ RAR CAB EML MSG NFO BAK TMP TEMP DAT DMP BIN UTF UTF OEM CP
	ANSI ASCII UNICODE BOM LE BE
	BEFORE AFTER DURING PRE POST START STARTED STOP STOPPED BEGIN END ENDED FIRST LAST NEXT PREV PREVIOUS NOW TODAY YESTERDAY TOMORROW
	MORNING NOON EVENING NIGHT AFTERNOON MIDNIGHT OLD NEW CURRENT LATEST INITIAL BASE BASELINE NORMAL GOOD BAD OK FAIL FAILED FAILING FAILURE ERROR
	ERRORS ERR EXIT CODE WSA WSAE ISSUE ISSUES PROBLEM PROB OUTAGE INCIDENT CRASH HANG HUNG SLOW PEAK IDLE BUSY LOAD HIGH LOW STRESS REBOOT RESTART
	RESTARTED BOOT BOOTED REPRO LEAK LEAKING EXHAUSTION EXHAUSTED EXHAUST PATCH PATCHED UPDATE UPGRADE FIX FIXED CHANGE CHANGED ROLLBACK
	FULL FILTERED ALL ONLY SOME PART PARTS PARTIAL SHORT LONG TOP HEAD TAIL SAMPLE SAMPLES SNAP SNAPSHOT SNAPSHOTS DUMP DUMPS DATA CAPTURE CAPTURES
	CAP CAPS CAPTURED RUN RUNS TEST TESTS TESTING TRY TRIAL ATTEMPT ITER ITERATION LOOP TURN ROUND CYCLE STEP PHASE STAGE SERIES SET BATCH GROUP PAGE
	SHEET TAB LINE LINES ROW ROWS COUNT COUNTS TOTAL SUM SUMMARY REPORT RESULT RESULTS OUT OUTPUT OUTPUTS IN INPUT FILE FILES FOLDER DIR LIST COPY
	CHECK CHECKS CHECKED DIAG DIAGNOSTIC DIAGNOSTICS DEBUG VERBOSE STATUS STATE STATES COLLECT COLLECTED COLLECTION COLLECTOR BUNDLE UPLOAD UPLOADS
	DOWNLOAD DOWNLOADS ATTACH ATTACHED ATTACHMENT ATTACHMENTS ATT EXPORT EXPORTED SAVE SAVED ARCHIVE BACKUP FINAL DRAFT RAW CLEAN NOTE NOTES README
	CUSTOMER CUST CUSTOMERS COMPANY USERS ADMIN VENDOR PARTNER TEAM SUPPORT HELPDESK MS MICROSOFT TICKET CASE SR INC REQ REQUEST CHG PRB SEV PRIO
	SEVERITY PRIORITY LEVEL CALL BUG JIRA SNOW ID NR NUM NUMBER NO REF KB HOTFIX
	WIN WINDOWS OS LTSC EE STD PRO ENT ENTERPRISE STANDARD DATACENTER CORE SP RTM AMD ARM INTEL BIT BITS MD SHA BASE CRC HTTP HTTPS TLS SSL SMB
	DAY DAYS WEEK WEEKS MONTH YEAR HOUR HOURS HR HRS MIN MINS MINUTE MINUTES SEC SECS SECOND SECONDS MS DATE TIME TIMESTAMP STAMP UTC GMT CET CEST EST
	EDT PST PDT CST AM PM QUARTER KW CW WK JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER
	OCTOBER NOVEMBER DECEMBER MRZ MAI OKT DEZ MAERZ TUE TUES WED THU THUR THURS FRI SAT SUN MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY
	ETH NIC LAN WAN WIFI VPN DISK DRIVE VOL COM GPU CPU RAM MEM MEMORY SYSMON WMI WMIC CIM MSINFO DXDIAG MPS SDP TSS KAPE ORC DFIR RESPONSE
	VELOCIRAPTOR LOGSCOUT LITTLE SQLTRACE SQLLOG WINEVT TCPCONNECTIONS RESERVED RESERVEDPORTS AT TO OF ON BY FOR FROM WITH AND OR THE IS AS VS
	VORHER NACHHER NEU ALT FEHLER AUSGABE ERGEBNIS DATEI PROTOKOLL AVANT APRES ANTES DESPUES SALIDA SORTIE
	ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ST ND RD TH
	MM HH DD YY GB MB TB RC RU CU HF FY EVERY EACH INTERVAL OVER ABOVE BELOW PCT PERCENT MAX LIMIT STRAY MISC OTHER OTHERS UNKNOWN
`)

func setOf(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
