using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// What an address may be: a dot-atom or quoted string, an @, and a domain or address literal (RFC 5321 4.1.2, RFC 6531 3.3), without
/// comments, white space and obsolete forms. Lengths are those of RFC 5321 4.5.3.1.
/// </summary>
internal static class AddressText
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 255;
    private const int LongestPath = 254;

    private static readonly SearchValues<char> Atext =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~");

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>The address with its domain in ASCII, or a fault.</summary>
    public static string Check(string field, string address)
    {
        FieldText.Given(field, address, 2 * LongestPath);
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1) throw Fault(field, "has no part before or after an @", "缺少 @ 前或 @ 后的部分");
        var local = address[..at];
        if (FieldText.Octets(local) > LongestLocal) throw Fault(field, "has more than 64 octets before the @", "@ 前的部分超过 64 字节");
        if (!IsDotAtom(local) && !IsQuoted(local)) throw Fault(field, "has characters before the @ that an address cannot hold", "@ 前含有地址不允许的字符");
        var whole = $"{local}@{Domain(field, address[(at + 1)..])}";
        if (FieldText.Octets(whole) > LongestPath) throw Fault(field, "is longer than 254 octets", "超过 254 字节");
        return whole;
    }

    private static bool IsDotAtom(string local) => local.Split('.').All(atom => atom.Length > 0 && atom.All(c => Atext.Contains(c) || c > '\x9f'));

    private static bool IsQuoted(string local)
    {
        if (local.Length < 3 || local[0] != '"' || local[^1] != '"') return false;
        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '"' || local[i] > '~') return false;
            if (local[i] == '\\' && ++i == local.Length - 1) return false;
        }

        return true;
    }

    private static string Domain(string field, string domain)
    {
        if (domain[0] == '[') return IsLiteral(domain) ? domain : throw Fault(field, "has no valid address in square brackets", "方括号内不是有效的 IP 地址");
        var ascii = domain;
        if (!Ascii.IsValid(domain))
        {
            try
            {
                ascii = Idn.GetAscii(domain.ToLowerInvariant());
            }
            catch (ArgumentException)
            {
                throw Fault(field, "has a domain that has no ASCII form", "域名无法转换为 ASCII 形式");
            }
        }

        if (ascii.Length > LongestDomain || !ascii.Split('.').All(IsLabel)) throw Fault(field, "has no valid domain after the @", "@ 后不是有效的域名");
        return ascii;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsLiteral(string domain)
    {
        if (domain[^1] != ']') return false;
        var inside = domain[1..^1];
        if (inside.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
            return !inside.Contains('%') && IPAddress.TryParse(inside[5..], out var six) && six.AddressFamily == AddressFamily.InterNetworkV6;
        return IPAddress.TryParse(inside, out var four) && four.AddressFamily == AddressFamily.InterNetwork && inside.Count(c => c == '.') == 3;
    }

    private static MessageFault Fault(string field, string en, string zh) => new(field, en, zh);
}
