using System.Text;
using Demarc.Artifacts;
using Demarc.Captures;
using Demarc.Model;

namespace Demarc.Desk.Evidence;

/// <summary>
/// What a piece of evidence looks like inside: the members of an archive or a mail, and of the one that is looked at its lines, or
/// what its packets show. It opens the piece as the verdict engine does, so that cited lines are the lines shown.
/// </summary>
public sealed class EvidenceSight(ArtifactShelf shelf)
{
    private const int MostMembers = 500;
    private const int MostLines = 5000;
    private const int LongestLine = 4000;
    private const int MostPictures = 6;
    private const string MailText = "mail.txt";

    /// <summary>Lines beyond so many characters are not counted.</summary>
    private const long LongestText = 256L * 1024 * 1024;

    /// <summary>Captures beyond this are told of by the verdict alone: reading them again for a page takes too long.</summary>
    private const long LargestCapture = 256L * 1024 * 1024;

    /// <summary>Looks into a piece.</summary>
    /// <param name="piece">The piece; its bytes are kept.</param>
    /// <param name="member">Which member; null for the first that can be shown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public SeenEvidence Look(EvidenceRecord piece, string? member, CancellationToken cancellationToken = default)
    {
        var members = new List<SeenMember>();
        SeenContent? shown = null;
        if (piece.Erased is null && shelf.Has(piece.Sha256))
        {
            foreach (var artifact in ArtifactReader.OpenAs(shelf.PathOf(piece.Sha256), piece.Name, cancellationToken).Take(MostMembers))
            {
                var name = artifact.Source.IndexOf('!', StringComparison.Ordinal) is >= 0 and var at ? artifact.Source[(at + 1)..] : "";
                var readable = artifact.Kind != ArtifactKind.Unread;
                members.Add(new(name, readable, artifact.Unread is [var unread, ..] && !readable ? new(unread.Reason, unread.Zh) : null));
                if (shown is null && (member is null ? readable : member == name)) shown = Content(artifact, name, cancellationToken);
            }
        }

        return new(members, shown);
    }

    /// <summary>The member that a source of a verdict names: what follows the piece's name.</summary>
    public static string MemberOf(string source) => source.IndexOf('!', StringComparison.Ordinal) is >= 0 and var at ? source[(at + 1)..] : "";

    /// <summary>The text of bytes on the shelf, of a mail the text people read; null where they are no text, or hold several things.</summary>
    public string? TextOf(string sha256, CancellationToken cancellationToken = default)
    {
        foreach (var artifact in ArtifactReader.OpenAs(shelf.PathOf(sha256), sha256, cancellationToken).Take(1))
        {
            if (artifact.Kind == ArtifactKind.Text && MemberOf(artifact.Source) is "" or MailText) return Text(artifact).TrimStart('\uFEFF');
        }

        return null;
    }

    private static SeenContent Content(Artifact artifact, string name, CancellationToken cancellationToken)
    {
        if (artifact.Kind == ArtifactKind.Capture)
        {
            if (artifact.Length > LargestCapture) return new(name, [], 0, null, []);
            var capture = artifact.ReadBytes((stream, sha256) => CaptureReader.Read(name, sha256, stream, new() { MostConnections = 50 }, cancellationToken));
            var trails = capture is null ? [] : artifact.ReadBytes((stream, _) => Trails.Read(stream, [.. capture.Connections.Take(MostPictures)], cancellationToken)) ?? [];
            return new(name, [], 0, capture, trails);
        }

        var (lines, all) = Lines(artifact);
        return new(name, lines, all, null, []);
    }

    /// <summary>The first lines of a text, and how many there are; no more of it is held than is shown.</summary>
    private static (List<string> Lines, int All) Lines(Artifact artifact)
    {
        var (lines, line, all, begun, read) = (new List<string>(), new StringBuilder(), 0, false, 0L);
        foreach (var text in artifact.Kind == ArtifactKind.Text ? artifact.Segments().Select(it => it.Text) : [Text(artifact).AsMemory()])
        {
            for (var rest = text.Span; rest.Length > 0;)
            {
                var end = rest.IndexOf('\n');
                var part = end < 0 ? rest : rest[..end];
                if (all < MostLines) line.Append(part[..Math.Min(part.Length, LongestLine + 1 - Math.Min(line.Length, LongestLine + 1))]);
                begun = end < 0;
                if (begun) break;
                End();
                rest = rest[(end + 1)..];
            }

            if ((read += text.Length) > LongestText) break;
        }

        if (begun) End();
        return (lines, all);

        void End()
        {
            if (++all <= MostLines) lines.Add(line.Length > LongestLine ? line.ToString(0, LongestLine) + "…" : line.ToString().TrimEnd('\r'));
            line.Clear();
        }
    }

    private static string Text(Artifact artifact)
    {
        if (artifact.Kind != ArtifactKind.Text) return Encoding.UTF8.GetString(artifact.Utf8().Span);
        var text = new StringBuilder();
        foreach (var segment in artifact.Segments())
        {
            text.Append(segment.Text.Span);
            if (text.Length > (long)MostLines * LongestLine) break;
        }

        return text.ToString();
    }
}

/// <summary>The inside of a piece of evidence.</summary>
/// <param name="Members">What it holds; one without a name where it is no container.</param>
/// <param name="Shown">The member that is looked at; null where none can be shown.</param>
public sealed record SeenEvidence(IReadOnlyList<SeenMember> Members, SeenContent? Shown);

/// <summary>A member of a piece of evidence.</summary>
/// <param name="Name">Its name inside; empty for the piece itself.</param>
/// <param name="IsReadable">It can be shown.</param>
/// <param name="Reason">Why not, and what to do.</param>
public sealed record SeenMember(string Name, bool IsReadable, Bilingual? Reason);

/// <summary>What a member looks like.</summary>
/// <param name="Member">Its name inside.</param>
/// <param name="Lines">Its first lines; empty for a capture.</param>
/// <param name="AllLines">How many lines it has.</param>
/// <param name="Capture">What its packets show; null for a text, and for a capture that is too long.</param>
/// <param name="Trails">The connections that are drawn.</param>
public sealed record SeenContent(string Member, IReadOnlyList<string> Lines, int AllLines, CaptureDocument? Capture, IReadOnlyList<Trail> Trails)
{
    public bool IsText => Capture is null && AllLines > 0;
}
