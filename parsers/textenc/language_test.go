package textenc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
)

// captures are the parts of captures that have words, in one language. Empty ones are
// ASCII only there.
type captures struct {
	lang                                             string
	pages                                            []Encoding
	netstat, columns, dynamic, excluded, tasks, info string
}

func languageCaptures() []captures {
	western := []Encoding{CP850, Windows1252}
	central := []Encoding{CP852, Windows1250}
	cyrillic := []Encoding{CP866, Windows1251}
	return []captures{
		{
			"en", []Encoding{CP437, CP850, Windows1252}, "Active Connections", "Proto  Local Address          Foreign Address        State",
			"Protocol tcp Dynamic Port Range|Start Port|Number of Ports", "Protocol tcp Port Exclusion Ranges|Start Port    End Port",
			"Image Name                     PID Session Name", "Host Name:                 A1|OS Name:   Microsoft Windows 10 Pro",
		},
		{
			"de", western, "Aktive Verbindungen", "Proto  Lokale Adresse         Remoteadresse          Status  ABHÖREN",
			"Protokoll tcp Dynamischer Portbereich|Startport|Anzahl von Ports", "Protokoll tcp-Portausschlussbereiche|Startport    Endport|* - Verwaltete Portausschlüsse.",
			"Abbildname                     PID Sitzungsname", "Hostname:  A1|Ursprüngliches Installationsdatum: 1.2.2020|Verfügbarer physischer Speicher: 3 MB",
		},
		{
			"fr", western, "Connexions actives", "Proto  Adresse locale         Adresse distante       État",
			"Plage de ports dynamique du protocole tcp|Port de démarrage|Nombre de ports", "Plages d'exclusion de ports du protocole tcp|Port de début    Port de fin",
			"Nom de l'image                 PID Nom de la sessio Numéro de s Utilisation", "Nom de l'hôte:    A1|Système: Windows|Heure de démarrage du système: 1",
		},
		{
			"es", western, "Conexiones activas", "Proto  Dirección local          Dirección remota        Estado",
			"Protocolo tcp Intervalo de puertos dinámicos|Puerto de inicio|Número de puertos", "Intervalos de exclusión de puertos del protocolo tcp|Puerto de inicio    Puerto final",
			"Nombre de imagen               PID Nombre de sesión Núm. de ses Uso de memor", "Nombre de host:   A1|Versión del sistema operativo: 10.0|Configuración: x",
		},
		{
			"pt", western, "Conexões ativas", "Proto  Endereço local         Endereço externo        Estado",
			"Intervalo de Portas Dinâmicas do Protocolo tcp|Porta Inicial|Número de Portas", "Intervalos de Exclusão de Portas do Protocolo tcp|Porta Inicial    Porta Final",
			"Nome da imagem                 PID Nome da sessão", "Nome do host:   A1|Versão do sistema operacional: 10|Memória física total: 4",
		},
		{"it", western, "Connessioni attive", "Proto  Indirizzo locale          Indirizzo esterno        Stato", "Intervallo di porte dinamiche protocollo tcp|Porta iniziale|Numero di porte", "", "", "Modalità: x|Attività di sistema: y"},
		{
			"pl", central, "Aktywne połączenia", "Protokół  Adres lokalny          Obcy adres             Stan",
			"Zakres portów dynamicznych protokołu tcp|Port początkowy|Liczba portów", "Zakresy wykluczeń portów protokołu tcp|Port początkowy    Port końcowy",
			"Nazwa obrazu                   PID Nazwa sesji      Nr sesji    Użycie pamię", "Nazwa hosta:   A1|Urządzenie rozruchowe: x|Całkowita pamięć fizyczna: 1",
		},
		{
			"cs", central, "Aktivní připojení", "Proto  Místní adresa          Cizí adresa            Stav",
			"Protokol tcp Rozsah dynamických portů|Počáteční port|Počet portů", "Rozsahy vyloučených portů protokolu tcp|Počáteční port    Koncový port",
			"Název procesu                  PID Název relace     Číslo relac Využití pamě", "Název hostitele:   A1|Název operačního systému: Microsoft Windows|Čas spuštění systému: 1",
		},
		{
			"hu", central, "Aktív kapcsolatok", "Proto  Helyi cím              Idegen cím             Állapot",
			"tcp protokoll dinamikus porttartománya|Kezdőport|Portok száma", "",
			"Folyamat neve                  PID Munkamenet neve  Munkamenet  Memóriahaszn", "Állomásnév:   A1|Operációs rendszer neve: Windows|Rendszerindítás időpontja: 1",
		},
		{
			"ru", cyrillic, "Активные подключения", "Имя    Локальный адрес        Внешний адрес          Состояние",
			"Протокол tcp: диапазон динамических портов|Начальный порт|Число портов", "Протокол tcp: диапазоны исключения портов|Начальный порт    Конечный порт",
			"Имя образа                     PID Имя сессии          № сеанса       Память", "Имя узла:   A1|Название ОС: Майкрософт Windows 10 Pro|Время загрузки системы: 1",
		},
		{"uk", []Encoding{Windows1251}, "Активні підключення", "Локальна адреса          Зовнішня адреса             Стан", "Початковий порт|Кількість портів", "", "", "Версія: x|Час завантаження системи: 1"},
		{
			"ja", []Encoding{CP932}, "アクティブな接続", "プロトコル  ローカル アドレス          外部アドレス        状態",
			"プロトコル tcp 動的ポート範囲|開始ポート|ポート数", "プロトコル tcp ポート除外範囲|開始ポート    終了ポート|* - 管理されたポート除外。",
			"イメージ名                     PID セッション名     セッション# メモリ使用量", "ホスト名:   A1|OS 名: Microsoft Windows|システム起動時間: 1",
		},
		{
			"zh-CN", []Encoding{CP936}, "活动连接", "协议  本地地址          外部地址        状态",
			"协议 tcp 动态端口范围|启动端口|端口数", "协议 tcp 端口排除范围|开始端口    结束端口|* - 管理的端口排除。",
			"映像名称                       PID 会话名              会话#       内存使用", "主机名:   A1|OS 名称: Microsoft Windows|系统启动时间: 1",
		},
		{
			"ko", []Encoding{CP949}, "활성 연결", "프로토콜  로컬 주소              외부 주소              상태",
			"프로토콜 tcp 동적 포트 범위|시작 포트|포트 수", "프로토콜 tcp 포트 제외 범위|시작 포트    끝 포트",
			"이미지 이름                    PID 세션 이름              세션#  메모리 사용", "호스트 이름:   A1|OS 이름: Microsoft Windows|시스템 부트 시간: 1",
		},
		{
			"zh-TW", []Encoding{CP950}, "使用中連線", "協定    本機位址               外部位址               狀態",
			"通訊協定 tcp 動態連接埠範圍|起始連接埠|連接埠數目", "通訊協定 tcp 連接埠排除範圍|開始連接埠    結束連接埠",
			"映像名稱                       PID 工作階段名稱      工作階段 #    RAM使用量", "主機名稱:   A1|作業系統名稱: Microsoft Windows|系統開機時間: 1",
		},
	}
}

// texts returns whole captures and their lines, by name.
func (c captures) texts() map[string]string {
	out := make(map[string]string)
	rows := ""
	for i := range 40 {
		rows += fmt.Sprintf("  TCP    10.0.0.1:%d       10.1.2.3:443           ESTABLISHED     %d\r\n", 50000+i, 4*i)
	}
	ranges := "---------------------------------\r\nX : 49152\r\n"
	out["netstat"] = "\r\n" + c.netstat + "\r\n\r\n  " + c.columns + "\r\n" + rows
	out["dynamic"] = "\r\n" + strings.ReplaceAll(c.dynamic, "|", "\r\n"+ranges)
	out["excluded"] = "\r\n" + strings.ReplaceAll(c.excluded, "|", "\r\n      5357        5357\r\n")
	out["tasks"] = "\r\n" + c.tasks + "\r\n========================= ======== \r\nsvchost.exe  912 Services  0  12.345 K\r\n"
	out["info"] = "\r\n" + strings.ReplaceAll(c.info, "|", "\r\n") + "\r\n"
	whole := out["netstat"] + out["dynamic"] + out["excluded"] + out["tasks"] + out["info"]
	out["all"] = whole
	out["late"] = strings.Repeat("plain line\r\n", 3*headSize/12) + whole
	for i, line := range strings.Split(strings.Join([]string{c.netstat, c.columns, c.dynamic, c.excluded, c.tasks, c.info}, "|"), "|") {
		out[fmt.Sprint("line", i)] = line
	}
	return out
}

func isASCII(s string) bool { return asciiRun([]byte(s)) == len(s) }

// encoderOf returns the encoder of a code page.
func encoderOf(e Encoding) *encoding.Encoder {
	p := codePages[placeOf(e)]
	if p.single != nil {
		return p.single.NewEncoder()
	}
	return p.double.NewEncoder()
}

// readAll returns all lines and the encoding of the last one outside ASCII.
func readAll(data string) (text string, enc Encoding) {
	var b strings.Builder
	l := NewLines(strings.NewReader(data))
	enc = l.Encoding()
	for l.Next() {
		b.Write(l.Text())
		b.WriteByte('\n')
		if !isASCII(string(l.Text())) {
			enc = l.Encoding()
		}
	}
	return b.String(), enc
}

// normal is a text as readAll returns it.
func normal(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\u00a0", " ").Replace(text)
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text
}

func TestLanguages(t *testing.T) {
	for _, c := range languageCaptures() {
		for _, page := range c.pages {
			for name, text := range c.texts() {
				t.Run(fmt.Sprint(c.lang, "/", page, "/", name), func(t *testing.T) {
					data, err := encoderOf(page).String(text)
					if err != nil {
						t.Fatal(err)
					}
					got, enc := readAll(data)
					if diff := cmp.Diff(normal(text), got); diff != "" {
						t.Errorf("read as %s; text (-want +got):\n%.600s", enc, diff)
					}
					if want := page; enc != want && !isASCII(text) {
						t.Errorf("read as %s, want %s", enc, want)
					}
				})
			}
		}
	}
}
