using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Iptables;

/// <summary><c>Chain INPUT (policy ACCEPT 0 packets, 0 bytes)</c> or <c>Chain DOCKER (1 references)</c>.</summary>
/// <param name="Name">The chain.</param>
/// <param name="Policy">Null for a chain somebody made.</param>
/// <param name="Packets">Packets that met the policy; null when not printed.</param>
/// <param name="Bytes">Their bytes.</param>
internal sealed record ChainHeader(string Name, string? Policy, long? Packets, long? Bytes)
{
    public static ChainHeader? Parse(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \t");
        if (!line.StartsWith("Chain ", StringComparison.Ordinal) || line.Length > 200 || !line.EndsWith(")", StringComparison.Ordinal)) return null;
        var fields = Fields.Of(line[..^1]);
        if (fields.Count < 4) return null;
        if (fields[2] == "(policy")
        {
            long? packets = null, bytes = null;
            if (fields.Count >= 8 && fields[5].StartsWith("packets", StringComparison.Ordinal) && fields[7] == "bytes")
            {
                (packets, bytes) = (Figures.Scaled(fields[4]), Figures.Scaled(fields[6]));
            }

            return new ChainHeader(fields[1], fields[3], packets, bytes);
        }

        return fields.Count == 4 && fields[3] == "references" && fields[2] is ['(', .. var number] && Figures.Small(number) is not null
            ? new ChainHeader(fields[1], null, null, null)
            : null;
    }
}
