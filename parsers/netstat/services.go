package netstat

// services holds the names that netstat prints without -n for ports that Windows machines
// listen on or connect to (Windows: drivers\etc\services).
var services = map[string]uint16{
	"echo": 7, "discard": 9, "systat": 11, "daytime": 13, "qotd": 17, "chargen": 19, "ftp-data": 20, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25,
	"time": 37, "rlp": 39, "nameserver": 42, "nicname": 43, "domain": 53, "bootps": 67, "bootpc": 68, "tftp": 69, "gopher": 70, "finger": 79, "http": 80,
	"kerberos": 88, "hostname": 101, "iso-tsap": 102, "rtelnet": 107, "pop2": 109, "pop3": 110, "sunrpc": 111, "auth": 113, "nntp": 119, "ntp": 123,
	"epmap": 135, "netbios-ns": 137, "netbios-dgm": 138, "netbios-ssn": 139, "imap": 143, "snmp": 161, "snmptrap": 162, "print-srv": 170, "bgp": 179,
	"irc": 194, "rtsps": 322, "ldap": 389, "https": 443, "microsoft-ds": 445, "kpasswd": 464, "isakmp": 500, "exec": 512, "login": 513, "who": 513,
	"cmd": 514, "syslog": 514, "printer": 515, "router": 520, "dhcpv6-client": 546, "dhcpv6-server": 547, "afpovertcp": 548, "rtsp": 554,
	"nntps": 563, "ms-rome": 569, "http-rpc-epmap": 593, "ldaps": 636, "kerberos-adm": 749, "ftps-data": 989, "ftps": 990, "telnets": 992,
	"imaps": 993, "ircs": 994, "pop3s": 995, "opsmgr": 1270, "ms-sql-s": 1433, "ms-sql-m": 1434, "wins": 1512, "l2tp": 1701, "pptp": 1723,
	"ms-streaming": 1755, "msmq": 1801, "radius": 1812, "radacct": 1813, "ssdp": 1900, "nfsd": 2049, "qwave": 2177, "ms-olap3": 2382, "ms-olap4": 2383,
	"sms-rcinfo": 2701, "icslap": 2869, "xbox": 3074, "msft-gc": 3268, "msft-gc-ssl": 3269, "ms-cluster-net": 3343, "ms-wbt-server": 3389,
	"pnrp-port": 3540, "teredo": 3544, "p2pgroup": 3587, "upnp-discovery": 3702, "ws-discovery": 3702, "msdts1": 3882, "net-device": 4350,
	"ipsec-msft": 4500, "llmnr": 5355, "wsd": 5357, "ms-licensing": 5720, "wsman": 5985, "wsmans": 5986, "ms-do": 7680, "rasadv": 9753,
}
