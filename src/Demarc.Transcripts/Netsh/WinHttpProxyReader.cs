using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netsh;

/// <summary>
/// <c>netsh winhttp show proxy</c> in any language: a heading that ends in a colon, then either one sentence (direct access) or the
/// proxy and its exceptions behind colons.
/// </summary>
public sealed class WinHttpProxyReader : ITranscriptReader
{
    public string Tool => "netsh";

    public ReaderCard Card { get; } = new([Kinds.Proxy], new("`netsh winhttp show proxy`", "`netsh winhttp show proxy`"), "en zh", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["WinHTTP proxy settings", "WinHTTP 代理"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 80 && line.TrimEnd() is [.., ':' or '：'] && (line.Contains(Anchors[0], StringComparison.OrdinalIgnoreCase) || line.Contains(Anchors[1], StringComparison.Ordinal));

    public TranscriptBlock? Read(BlockContext context)
    {
        Proxy? found = null;
        var at = 0;
        var last = Rows.Walk(context, 8, (line, i) =>
        {
            if (i == context.First) return true;
            if (line[0] is not (' ' or '\t') || line.Length > 2000) return false;
            var colon = line.AsSpan().IndexOfAny(':', '：');
            if (found is not null) return colon > 0;
            at = i;
            var value = colon < 0 ? "" : line[(colon + 1)..].Trim();
            found = value.Contains(':') || value.Contains('.') ? new() { Evidence = Rows.Unplaced, ProxyKind = "http", Url = Secrets.MaskAndCut(value, 200), Source = "system" }
                : colon < 0 || value.Length == 0 ? new() { Evidence = Rows.Unplaced, ProxyKind = "direct", Source = "system" } : null;
            return found is not null;
        }, blanks: 2);
        return found is null ? null : new(last, [found.Placed(context, Tool, at, at)]);
    }
}
