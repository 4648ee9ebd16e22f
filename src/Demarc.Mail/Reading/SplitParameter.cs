using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// One parameter in the extended form of RFC 2231: in numbered pieces, percent-encoded, with a charset in front of the first.
/// Percent-encoded neighbours are joined as octets before they are decoded.
/// </summary>
internal sealed class SplitParameter
{
    private readonly SortedDictionary<int, (string Value, bool Encoded)> pieces = [];
    private string? whole;

    /// <summary>Takes a piece by what stands behind the first star of its name: empty, <c>0</c>, <c>0*</c> …</summary>
    public bool Add(ReadOnlySpan<char> suffix, string value)
    {
        if (suffix.IsEmpty)
        {
            whole ??= value;
            return true;
        }

        var encoded = suffix[^1] == '*';
        return int.TryParse(encoded ? suffix[..^1] : suffix, System.Globalization.NumberStyles.None, null, out var number) && pieces.TryAdd(number, (value, encoded));
    }

    public string? Join(Scope scope)
    {
        if (whole is not null) return Joined([(whole, true)], scope);
        var inOrder = new List<(string, bool)>();
        foreach (var (number, piece) in pieces)
        {
            if (number != inOrder.Count)
            {
                scope.Problem(MailProblemCode.ParameterGap);
                break;
            }

            inOrder.Add(piece);
        }

        return inOrder.Count == 0 ? null : Joined(inOrder, scope);
    }

    private static string Joined(List<(string Value, bool Encoded)> pieces, Scope scope)
    {
        string? charset = null;
        var text = new StringBuilder();
        var octets = new List<byte>();
        for (var i = 0; i < pieces.Count; i++)
        {
            var (value, encoded) = pieces[i];
            if (!encoded)
            {
                Flush(octets, charset, text, scope);
                text.Append(value);
                continue;
            }

            if (i == 0) (charset, value) = Charset(value);
            Unescape(value, octets);
        }

        Flush(octets, charset, text, scope);
        var joined = text.ToString();
        return pieces.Exists(piece => piece.Encoded) ? joined : EncodedWords.Decode(joined, scope);
    }

    // charset'language'value
    private static (string? Charset, string Value) Charset(string value)
    {
        var first = value.IndexOf('\'', StringComparison.Ordinal);
        var second = first < 0 ? -1 : value.IndexOf('\'', first + 1);
        return second < 0 ? (null, value) : (first == 0 ? null : value[..first], value[(second + 1)..]);
    }

    private static void Unescape(string value, List<byte> octets)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && byte.TryParse(bytes.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var octet))
            {
                octets.Add(octet);
                i += 2;
            }
            else
            {
                octets.Add(bytes[i]);
            }
        }
    }

    private static void Flush(List<byte> octets, string? charset, StringBuilder text, Scope scope)
    {
        if (octets.Count == 0) return;
        var decoded = Charsets.Decode(octets.ToArray(), charset);
        if (decoded.Problem is not null) scope.Problem(decoded.Problem, charset ?? "");
        text.Append(decoded.Text);
        octets.Clear();
    }
}
