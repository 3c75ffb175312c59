package textenc

import "sync"

// language is what Windows prints in one language: the words by which a code page is
// known to be the right one. Only words with letters outside ASCII count.
type language struct {
	name  string
	pages []Encoding // OEM and ANSI code page of the language, first choice first
	text  string
}

// languages lists titles, column heads and labels of netstat (the table and -s), netsh
// (dynamicport, excludedportrange), tasklist, systeminfo, reg query and the copied text
// of events in the language packs of Windows. Versions differ in their wording; a word
// that none prints does no harm, as long as it is a word of the language. The code pages
// are those of Microsoft's list "Code Page Identifiers" for the language.
var languages = []language{
	{"de", []Encoding{CP850, Windows1252}, `
		ABHÖREN
		Verwaltete Portausschlüsse
		Sitzungsname Sitz.-Nr. Speichernutzung Benutzername Größe
		Ursprüngliches Installationsdatum Startgerät Domäne
		Gesamter physischer Speicher Verfügbarer physischer Speicher
		Virtueller Arbeitsspeicher: Maximale Größe Verfügbar
		Aktiv geöffnet Passiv geöffnet Zurückgesetzte Verbindungen Erneut übertragene Segmente
		Schlüsselwörter Registrierungsschlüssel Schlüssel ungültig für während können über`},
	{"fr", []Encoding{CP850, Windows1252}, `
		État Port de démarrage Port de début administrées Protocole spécifié
		Numéro de session Utilisation mémoire Titre de la fenêtre
		Nom de l'hôte Système d'exploitation Propriétaire enregistré Organisation enregistrée
		Heure de démarrage du système Modèle Répertoire Périphérique d'amorçage
		Paramètres régionaux Option régionale Mémoire physique totale Mémoire virtuelle
		Emplacements des fichiers d'échange Carte(s) réseau détecté
		Ouvertures réussies Connexions réinitialisées Segments reçus Paquets reçus en-tête
		Événement Catégorie de la tâche Mots clés clé spécifiée été trouvée être données`},
	{"es", []Encoding{CP850, Windows1252}, `
		Dirección local Dirección remota Número de puertos dinámicos Exclusión exclusión
		Nombre de sesión Núm. Título de ventana
		Versión del sistema operativo Configuración Compilación Organización instalación
		Ubicación(es) paginación Revisión(es) Memoria física tamaño máximo
		Estadísticas conexión erróneos retransmitidos
		Categoría Descripción información operación especificó región también`},
	{"pt", []Encoding{CP850, Windows1252}, `
		Conexões ativas Ligações Endereço local Endereço externo Endereço remoto
		Número de Portas Dinâmicas Exclusão Início Intervalo dinâmico início
		Nome da sessão Uso de memória Título da janela Usuário usuário
		Versão do sistema operacional Configuração compilação Proprietário Organização
		Identificação instalação Inicialização Fuso horário Memória física disponível Máximo
		Localização paginação Domínio Conexão rede Não não
		Estatísticas conexão Recebidos Redefinidas
		Descrição Nível Informações operação possível está`},
	{"it", []Encoding{CP850, Windows1252}, `
		Attività Modalità Proprietà Località Utilità Unità Disponibilità Priorità Identità perché più è già`},
	{"sv", []Encoding{CP850, Windows1252}, `
		Fjärradress Främmande adress Tillstånd Värdnamn Värddatornamn Minnesanvändning
		Domän Användarnamn Systemstartstid Tillgängligt Nätverkskort Händelse Nyckelord är för och på från`},
	{"da", []Encoding{CP850, Windows1252}, `
		Værtsnavn Hukommelsesforbrug Domæne Brugernavn Tilgængelig Netværkskort Hændelse Nøgleord
		Nettverkskort Minneforbruk Tilgjengelig Domene Vertsnavn Nøkkelord størrelse Størrelse på`},
	{"fi", []Encoding{CP850, Windows1252}, `
		Isäntänimi Käyttöjärjestelmän nimi Muistin käyttö Istunnon Järjestelmän käynnistysaika
		Aikavyöhyke Käytettävissä Määrä Käyttäjä Tapahtuma Yhteyksiä`},

	{"pl", []Encoding{CP852, Windows1250}, `
		Aktywne połączenia Protokół Port początkowy Port końcowy Zakres portów Liczba portów wykluczeń
		Użycie pamięci Nazwa użytkownika Tytuł okna
		Zarejestrowany właściciel Urządzenie rozruchowe Całkowita pamięć fizyczna Dostępna
		Pamięć wirtualna: dostępna użyciu dotyczy sieć
		Otwarcia połączeń Połączenia zresetowane Odebrane nagłówka przesłane
		Słowa kluczowe Źródło Użytkownik Błąd błąd można znaleźć określonego został`},
	{"cs", []Encoding{CP852, Windows1250}, `
		Aktivní připojení Místní adresa Cizí adresa Počáteční port Počet portů Koncový rozsah vyloučených
		dynamických portů Název procesu Název relace Číslo relace Využití paměti Uživatelské jméno
		Název hostitele operačního systému Výrobce Registrovaný vlastník Registrovaná Původní datum
		Čas spuštění systému Adresář Systémový Spouštěcí zařízení Národní prostředí Časové pásmo
		Celková velikost fyzické paměti Dostupná fyzická paměť Virtuální Maximální Využitá Umístění
		stránkovacího Doména Přihlašovací Síťové Přijaté segmenty Odeslané Neúspěšné Klíčová slova
		Událost Úroveň Zdroj Uživatel Počítač Popis není nelze`},
	{"sk", []Encoding{CP852, Windows1250}, `
		Aktívne pripojenia Lokálna adresa Cudzia Počiatočný port Počet portov Koncový
		Názov obrázka Názov relácie Číslo Využitie pamäte Názov hostiteľa operačného systému
		Výrobca Zaregistrovaný vlastník Čas spustenia Časové pásmo Celková fyzická pamäť Doména
		Kľúčové Udalosť Úroveň Používateľ Počítač`},
	{"hu", []Encoding{CP852, Windows1250}, `
		Aktív kapcsolatok Helyi cím Idegen cím Távoli Állapot Kezdő port Kezdőport Portok száma Végport
		porttartomány porttartománya Memóriahasználat Memóriahaszn Felhasználónév Állomásnév Operációs rendszer verziója gyártója konfigurációja
		Bejegyzett tulajdonos Termékazonosító Eredeti telepítés dátuma Rendszerindítás időpontja
		Rendszerindító eszköz Időzóna Rendszerkönyvtár Teljes fizikai memória Elérhető Virtuális
		Tartomány Hálózati kártyák kiszolgáló Gyorsjavítások Munkamenet száma
		Statisztikák Aktív megnyitások Passzív Sikertelen kapcsolódási Alaphelyzetbe állított
		Kulcsszavak Esemény Szint Felhasználó Számítógép Leírás található nem`},
	{"ro", []Encoding{CP852, Windows1250}, `
		Adresă locală Adresă străină externă Nume gazdă Număr porturi Domeniu Memorie fizică totală
		Versiune sistem Fus orar disponibilă`},
	{"hr", []Encoding{CP852, Windows1250}, `
		Početni priključak Završni Broj priključaka Naziv računala Korištenje Proizvođač sustava
		Začetna vrata Število Ime gostitelja različica Različica Področje`},

	{"ru", []Encoding{CP866, Windows1251}, `
		Активные подключения Имя Локальный адрес Внешний адрес Состояние
		Протокол диапазон динамических портов Начальный порт Число портов Конечный порт Диапазоны
		исключения исключений исключенных Управляемые
		Имя образа Имя сессии сеанса Память Пользователь Состояние Заголовок окна
		Имя узла Название Версия Изготовитель Параметры Сборка Зарегистрированный владелец
		Зарегистрированная организация Код продукта Дата установки Время загрузки системы Модель
		Тип системы Процессор Папка Системная Устройство загрузки Язык ввода Часовой пояс Полный объем
		физической памяти Доступная физическая Виртуальная Макс размер Доступна Используется
		Расположение файла подкачки Домен Сервер входа Исправление Сетевые адаптеры Майкрософт
		Статистика Активных открыто Пассивных Сбоев при подключении Сброшено подключений Текущих
		Получено сегментов Отправлено Повторно отправлено
		Имя журнала Источник Дата Код события Категория задачи Уровень Ключевые слова Компьютер Описание
		Ошибка не удается найти указанный раздел или параметр реестра`},
	{"uk", []Encoding{CP866, Windows1251}, `
		Активні підключення Локальна адреса Зовнішня адреса Стан Протокол Початковий порт Кількість портів
		Ім'я вузла Назва Версія Виробник Час завантаження системи Домен Часовий пояс Рівень Джерело`},
	{"bg", []Encoding{CP866, Windows1251}, `
		Активни връзки Локален адрес Външен адрес Състояние Начален порт Брой портове Име на хоста Домейн`},

	{"ja", []Encoding{CP932}, `
		アクティブな接続 プロトコル ローカル アドレス 外部アドレス 状態
		動的ポート範囲 開始ポート ポート数 ポート除外範囲 終了ポート 管理されたポート除外
		イメージ名 セッション名 セッション メモリ使用量 ユーザー名 サービス
		ホスト名 名 バージョン 製造元 構成 ビルドの種類 登録されている所有者 登録されている組織 プロダクト
		最初のインストール日付 システム起動時間 システム製造元 システム モデル システムの種類 プロセッサ
		ディレクトリ 起動デバイス システム ロケール 入力ロケール タイム ゾーン 物理メモリの合計
		利用できる物理メモリ 仮想メモリ 最大サイズ 利用可能 使用中 ページ ファイルの場所 ドメイン
		ログオン サーバー ホットフィックス ネットワーク カード
		統計 アクティブ オープン パッシブ 失敗した接続の試行 リセットされた接続 現在の接続
		受信したセグメント 送信したセグメント 再送信されたセグメント
		ログの名前 ソース 日付 イベント タスクのカテゴリ レベル キーワード ユーザー コンピューター 説明 エラー`},
	{"zh-CN", []Encoding{CP936}, `
		活动连接 协议 本地地址 外部地址 状态 卸载状态
		动态端口范围 启动端口 端口数 端口排除范围 开始端口 结束端口 管理的端口排除
		映像名称 会话名 会话 内存使用 用户名 服务 窗口标题
		主机名 名称 版本 制造商 配置 构件类型 构建类型 内部版本 暂缺 注册的所有人 注册的组织 产品
		初始安装日期 系统启动时间 系统制造商 系统型号 系统类型 处理器 目录 系统目录 启动设备 系统区域设置
		输入法区域设置 时区 物理内存总量 可用的物理内存 虚拟内存 最大值 可用 使用中 页面文件位置
		登录服务器 修补程序 网卡 独立工作站 独立服务器 成员服务器
		统计信息 主动开放 主动打开 被动开放 被动打开 失败的连接尝试 重置连接 当前连接 接收的分段
		发送的分段 重新传输的分段
		日志名称 来源 日期 事件 任务类别 级别 关键字 用户 计算机 描述 错误 系统找不到指定的注册表项或值`},
	{"ko", []Encoding{CP949}, `
		활성 연결 프로토콜 로컬 주소 외부 주소 상태
		동적 포트 범위 시작 포트 포트 수 포트 제외 범위 끝 포트 관리된
		이미지 이름 세션 이름 세션 메모리 사용 사용자 이름 서비스
		호스트 이름 버전 제조업체 구성 빌드 종류 등록된 소유자 조직 제품 원래 설치 날짜 시스템 부트 시간
		모델 프로세서 디렉터리 부팅 장치 로캘 입력 표준 시간대 실제 메모리 가능한 가상 최대 크기 가능
		페이지 파일 위치 도메인 로그온 서버 핫픽스 네트워크 카드
		통계 능동 열기 수동 실패한 시도 다시 설정한 현재 받은 보낸 세그먼트
		로그 원본 날짜 이벤트 작업 범주 수준 키워드 사용자 컴퓨터 설명 오류`},
	{"zh-TW", []Encoding{CP950}, `
		使用中連線 協定 本機位址 外部位址 狀態 卸載狀態
		通訊協定 動態連接埠範圍 起始連接埠 連接埠數目 連接埠數量 連接埠排除範圍 開始連接埠 結束連接埠
		映像名稱 工作階段名稱 工作階段 使用量 使用者名稱 服務 視窗標題
		主機名稱 作業系統名稱 作業系統版本 作業系統製造商 作業系統設定 作業系統組建類型 註冊的擁有者
		註冊的組織 產品識別碼 原始安裝日期 系統開機時間 系統製造商 系統型號 系統類型 處理器 版本 目錄 系統目錄
		開機裝置 系統地區設定 輸入法地區設定 時區 實體記憶體總計 可用實體記憶體 虛擬記憶體 大小上限 可用 使用中
		分頁檔位置 網域 登入伺服器 網路卡
		統計資料 主動開啟 被動開啟 失敗的連線嘗試 重設連線 目前連線 接收的區段 送出的區段 重新傳送的區段
		記錄檔名稱 來源 日期 事件識別碼 工作類別 層級 關鍵字 使用者 電腦 描述 錯誤`},
}

// pageSet is a set of code pages, by their places in codePages.
type pageSet uint16

// knownWords maps each word of languages that can tell code pages apart, in lower case,
// to the code pages of the languages that have it.
var knownWords = sync.OnceValue(func() map[string]pageSet {
	words := make(map[string]pageSet, 1500)
	for _, l := range languages {
		var set pageSet
		for _, e := range l.pages {
			set |= 1 << placeOf(e)
		}
		eachWord([]rune(l.text), func(word []rune) {
			if isTelling(word) {
				words[string(lower(word))] |= set
			}
		})
	}
	return words
})
