using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.SocketTables;

/// <summary>
/// One end of a socket as a socket table prints it: <c>0.0.0.0:80</c>, <c>:::22</c>, <c>[::]:443</c>, <c>*:*</c>,
/// <c>localhost:ssh</c>, and with the dot of the BSDs <c>*.22</c>, <c>192.0.2.1.443</c>.
/// </summary>
/// <param name="Address">As written, without brackets and zone; <c>*</c> for any.</param>
/// <param name="Port">Null for <c>*</c> and for a service name that is not well known.</param>
/// <param name="PortText">The port as written.</param>
/// <param name="Dotted">Written with the dot of the BSDs.</param>
internal readonly record struct Endpoint(string Address, int? Port, string PortText, bool Dotted)
{
    /// <summary>Any port: the far end of a listening socket.</summary>
    public bool IsOpen => PortText == "*" || (PortText == "0" && Address is "0.0.0.0" or "::");

    public override string ToString() => $"{(Address.Contains(':') ? $"[{Address}]" : Address)}:{PortText}";

    public static bool TryParse(string text, out Endpoint endpoint)
    {
        endpoint = default;
        var cut = text.LastIndexOfAny([':', '.']);
        if (cut < 1 || cut == text.Length - 1 || text.Length > 300) return false;
        var address = text[..cut];
        var port = text[(cut + 1)..];
        if (!IsPort(port) || !IsAddress(address)) return false;
        if (address.StartsWith('[') && address.EndsWith(']')) address = address[1..^1];
        var zone = address.IndexOf('%');
        if (zone > 0) address = address[..zone];
        endpoint = new Endpoint(address, Number(port), port, text[cut] == '.');
        return address.Length > 0;
    }

    private static bool IsPort(string port)
    {
        if (port == "*") return true;
        foreach (var c in port)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '+')) return false;
        }

        return !char.IsAsciiDigit(port[0]) || Figures.Small(port) is null or <= 65535;
    }

    private static bool IsAddress(string address)
    {
        foreach (var c in address)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or ':' or '-' or '_' or '%' or '*' or '[' or ']' or '/')) return false;
        }

        return true;
    }

    private static int? Number(string port)
    {
        if (Figures.Small(port) is not null) return Figures.Port(port);
        return WellKnown.TryGetValue(port, out var known) ? known : null;
    }

    /// <summary>Names of the IANA service registry that netstat and ss print in place of numbers.</summary>
    private static readonly Dictionary<string, int> WellKnown = new(StringComparer.Ordinal)
    {
        ["ftp"] = 21, ["ssh"] = 22, ["telnet"] = 23, ["smtp"] = 25, ["domain"] = 53, ["bootps"] = 67, ["bootpc"] = 68,
        ["tftp"] = 69, ["http"] = 80, ["kerberos"] = 88, ["pop3"] = 110, ["sunrpc"] = 111, ["ntp"] = 123, ["imap"] = 143, ["imap2"] = 143,
        ["snmp"] = 161, ["bgp"] = 179, ["ldap"] = 389, ["https"] = 443, ["microsoft-ds"] = 445, ["submission"] = 587, ["ldaps"] = 636,
        ["imaps"] = 993, ["pop3s"] = 995, ["ms-sql-s"] = 1433, ["mysql"] = 3306, ["ms-wbt-server"] = 3389,
        ["postgresql"] = 5432, ["mdns"] = 5353, ["http-alt"] = 8080, ["syslog"] = 514, ["ipp"] = 631,
    };
}
