using System.Buffers;

namespace Demarc.Transcripts.Pinging;

/// <summary>
/// What ping says instead of a reply, in the languages Windows speaks and in Unix English. Accents are dropped before
/// comparing, as damaged text has lost them; a phrase is the part of the sentence that names the failure.
/// </summary>
internal static class PingFailures
{
    public const string Timeout = "timeout";
    public const string HostUnreachable = "host-unreachable";
    public const string NetUnreachable = "net-unreachable";
    public const string PortUnreachable = "port-unreachable";
    public const string AdminProhibited = "admin-prohibited";
    public const string TtlExpired = "ttl-expired";
    public const string TooBig = "too-big";
    public const string TransmitFailed = "transmit-failed";
    public const string NotPermitted = "not-permitted";
    public const string Unresolved = "unresolved";

    private static readonly (string Code, string[] Phrases)[] Table =
    [
        (Timeout,
        [
            "请求超时", "請求逾時", "要求等候逾時", "要求がタイムアウトしました", "요청 시간이 만료되었습니다", "Request timed out", "Request time out",
            "Zeituberschreitung der Anforderung", "Delai d'attente de la demande depasse", "Delai d’attente de la demande depasse",
            "Tiempo de espera agotado para esta solicitud", "Esgotado o tempo limite do pedido", "Превышен интервал ожидания для запроса",
            "Uplynal limit czasu zadania", "Richiesta scaduta", "Istek zaman asimina ugradi",
        ]),
        (NetUnreachable,
        [
            "无法访问目标网", "目的地網路無法", "目的地網絡無法", "宛先ネットワークに到達できません", "대상 네트워크에 연결할 수 없습니다", "Destination net unreachable",
            "Destination Net Unreachable", "Zielnetz nicht erreichbar", "Impossible de joindre le reseau de destination", "Red de destino inaccesible",
            "Rede de destino inacessivel", "Заданная сеть недоступна", "Siec docelowa jest nieosiagalna", "Rete di destinazione non raggiungibile",
            "Destination unreachable: No route", "Destination unreachable: Beyond scope",
        ]),
        (PortUnreachable, ["无法访问目标端口", "目的地連接埠無法", "Destination port unreachable", "Destination Port Unreachable", "Destination unreachable: Port unreachable", "宛先ポートに到達できません", "Zielport nicht erreichbar"]),
        (HostUnreachable,
        [
            "无法访问目标主机", "目的地主機無法", "宛先ホストに到達できません", "대상 호스트에 연결할 수 없습니다", "Destination host unreachable", "Destination Host Unreachable",
            "Zielhost nicht erreichbar", "Impossible de joindre l'hote de destination", "Impossible de joindre l’hote de destination", "Host de destino inaccesible",
            "Host de destino inacessivel", "Заданный узел недоступен", "Host docelowy jest nieosiagalny", "Host di destinazione non raggiungibile",
            "Hedef ana bilgisayara ulasilamiyor", "Address unreachable", "No route to destination",
        ]),
        (AdminProhibited, ["Packet filtered", "Communication prohibited", "Administratively prohibited", "administratively prohibited", "Communication administratively"]),
        (TooBig,
        [
            "需要拆分数据包但是设置 DF", "需要拆分数据包但是设置了 DF", "封包需要切割", "Packet needs to be fragmented but DF set", "fragmentiert werden", "doit etre fragmente",
            "fragmentar el paquete", "O pacote precisa ser fragmentado", "パケットの断片化が必要", "단편화해야", "Требуется фрагментация пакета", "wymaga podzielenia",
            "Frag needed", "frag needed", "Packet too big", "essage too long",
        ]),
        (TtlExpired, ["TTL expired in transit", "Time to live exceeded", "TTL 传输中过期", "传输中过期", "Time exceeded"]),
        (TransmitFailed,
        [
            "传输失败", "一般故障", "常见故障", "傳輸失敗", "一般失敗", "transmit failed", "General failure", "Hardware error", "一般エラー", "転送に失敗", "일반 오류", "전송 실패",
            "Allgemeiner Fehler", "Defaillance generale", "Error general", "Falha geral", "Общий сбой", "Blad ogolny", "Errore generale",
            "No route to host", "Network is unreachable", "Host is down", "No buffer space available", "Network is down",
        ]),
        (NotPermitted, ["permission denied", "Operation not permitted", "Permission denied"]),
        (Unresolved,
        [
            "找不到主机", "找不到主機", "could not find host", "ホスト名を検索できませんでした", "n'a pas pu trouver l'hote", "Unknown host", "unknown host", "Name or service not known",
            "Temporary failure in name resolution", "bad address", "No address associated with hostname", "nodename nor servname", "Host name lookup failure",
        ]),
    ];

    private static readonly SearchValues<string> Any = SearchValues.Create([.. Table.SelectMany(row => row.Phrases)], StringComparison.Ordinal);

    /// <summary>The first phrase in the text: its code, where it starts and ends.</summary>
    public static bool TryFind(ReadOnlySpan<char> line, out string code, out int start, out int end)
    {
        (code, start, end) = ("", 0, 0);
        if (line.Length > 400) return false;
        Span<char> plain = stackalloc char[line.Length];
        for (var i = 0; i < line.Length; i++) plain[i] = Unaccented(line[i]);
        start = ((ReadOnlySpan<char>)plain).IndexOfAny(Any);
        if (start < 0) return false;
        foreach (var (name, phrases) in Table)
        {
            foreach (var phrase in phrases)
            {
                if (!plain[start..].StartsWith(phrase)) continue;
                (code, end) = (name, start + phrase.Length);
                return true;
            }
        }

        return false;
    }

    private static char Unaccented(char c) => c switch
    {
        'é' or 'è' or 'ê' or 'ë' or 'ę' => 'e',
        'á' or 'à' or 'â' or 'ä' or 'ã' or 'ą' => 'a',
        'í' or 'ì' or 'î' => 'i',
        'ó' or 'ò' or 'ô' or 'ö' or 'õ' => 'o',
        'ú' or 'ù' or 'û' or 'ü' => 'u',
        'ć' or 'ç' => 'c',
        'ś' or 'ş' => 's',
        'ż' or 'ź' => 'z',
        'ń' or 'ñ' => 'n',
        'ğ' => 'g',
        'ł' => 'l',
        'ı' => 'i',
        'É' => 'E',
        'İ' => 'I',
        _ => c,
    };
}
