namespace Demarc.Transcripts.Nslookup;

/// <summary>
/// The localised labels that were seen. Only Server and Name are translated; <c>Address</c>, <c>Addresses</c> and <c>Aliases</c>
/// stay English in every locale, so the pair "label: name" above an <c>Address:</c> line is known without its words.
/// </summary>
internal static class NslookupLabels
{
    /// <summary>Labels of the resolver, also of the default one at the start of an interactive session.</summary>
    public static readonly string[] Server =
    [
        "Server", "Default Server", "服务器", "默认服务器", "伺服器", "預設伺服器", "サーバー", "既定のサーバー", "서버", "기본 서버", "Standardserver",
        "Serveur", "Serveur par défaut", "Servidor", "Servidor predeterminado", "Servidor Padrão", "Сервер", "Сервер по умолчанию", "╤хЁтхЁ", "Serwer",
        "Serwer domyślny", "Server predefinito", "Sunucu", "Varsayılan Sunucu",
    ];

    public static readonly string[] Name =
    [
        "Name", "名称", "名稱", "名前", "이름", "Nom", "Nombre", "Nome", "Имя", "╚ь", "Nazwa", "Ad",
    ];

    /// <summary>
    /// Headings of an answer from a cache. Standard error may arrive first and put them above the resolver, where any
    /// sentence may end in a colon, so there only these count.
    /// </summary>
    public static readonly string[] NonAuthoritative =
    [
        "Non-authoritative answer", "非权威应答", "未經授權的回答", "権限のない回答", "권한 없는 응답", "Nicht autorisierende Antwort", "Nicht autorisierte Antwort",
        "Réponse ne faisant pas autorité", "Respuesta no autoritativa", "Não é resposta autoritativa", "Не заслуживающий доверия ответ", "Nieautorytatywna odpowiedź",
    ];

    /// <summary>Splits <c>label : value</c>; the label may be followed by blanks, an ideographic blank or a full-width colon.</summary>
    public static bool Split(string line, out string label, out string value)
    {
        (label, value) = ("", "");
        var at = line.AsSpan().IndexOfAny(':', '：');
        if (at is < 1 or > 40) return false;
        // "╚ь " reads with U+00A0 from the other code page.
        label = line[..at].Trim().Trim('\u00A0', '\u3000').Trim();
        value = line[(at + 1)..].Trim();
        return label.Length > 0;
    }

    public static bool IsServer(string label) => Has(Server, label);

    public static bool IsNonAuthoritative(string label) => Has(NonAuthoritative, label);

    public static bool IsName(string label) => Has(Name, label);

    private static bool Has(string[] labels, string label)
    {
        foreach (var known in labels)
        {
            if (known.Equals(label, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
