using System.Security.Cryptography;
using Demarc.Artifacts.Decoding;
using Demarc.Artifacts.Finding;
using Demarc.Artifacts.Pictures;
using Demarc.Artifacts.Recognition;
using Demarc.Artifacts.Unpacking;
using Demarc.Model;

namespace Demarc.Artifacts;

/// <summary>
/// Opens what a user gives: files, folders, archives, mails, standard input. Every file becomes one <see cref="Artifact"/>,
/// to be read or with the reason why not, in a fixed order. No content makes it throw; cancelling does.
/// </summary>
public sealed class ArtifactReader
{
    /// <summary>The path that stands for standard input, and the name it is shown by.</summary>
    public const string StandardInput = "-";

    private const string StandardInputName = "stdin";

    /// <summary>What follows a picture's name where its recognised text is meant.</summary>
    private const string RecognisedText = "!ocr";

    /// <summary>Files up to this size are held, so that what is hashed is what is decoded even if the file changes.</summary>
    private const long SmallFile = 8L << 20;

    private readonly Allowance _allowance;

    private ArtifactReader(Allowance allowance) => _allowance = allowance;

    private ArtifactLimits Limits => _allowance.Limits;

    /// <summary>Opens each path in turn. An artifact can be read until the next one is asked for.</summary>
    /// <param name="paths">Files, folders, or <c>-</c> for standard input.</param>
    /// <param name="stdin">Standard input; null when there is none.</param>
    public static IEnumerable<Artifact> Open(
        IEnumerable<string> paths, Stream? stdin = null, ArtifactLimits? limits = null, CancellationToken cancellationToken = default)
    {
        var reader = new ArtifactReader(new Allowance(limits ?? ArtifactLimits.Standard, cancellationToken));
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var input = path == StandardInput ? Interlocked.Exchange(ref stdin, null) : null;
            var artifacts = path == StandardInput ? reader.Input(input) : Directory.Exists(path) ? reader.Folder(path) : reader.File(path, path);
            foreach (var artifact in artifacts) yield return artifact;
        }
    }

    /// <summary>Opens one file that its reader knows by another name than the disk does.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="name">What it is called.</param>
    public static IEnumerable<Artifact> OpenAs(string path, string name, CancellationToken cancellationToken = default) =>
        new ArtifactReader(new Allowance(ArtifactLimits.Standard, cancellationToken)).File(name, path);

    /// <summary>What an installed program adds to what can be read here: with another, the same artifact may say more.</summary>
    public static string Abilities => Tesseract.IsInstalled ? "ocr" : "";

    private IEnumerable<Artifact> Input(Stream? stdin)
    {
        if (stdin is null)
        {
            yield return Artifact.NotRead(StandardInputName, Reasons.NoInput(StandardInputName));
            yield break;
        }

        using var held = HeldContent.TakeIn(StandardInputName, stdin, _allowance, out var fault);
        foreach (var artifact in Recognise(StandardInputName, held, 0)) yield return artifact;
        if (fault is not null) yield return Artifact.NotRead(StandardInputName, fault);
    }

    private IEnumerable<Artifact> Folder(string path)
    {
        foreach (var file in new FolderWalk(_allowance).Files(path, path))
        {
            if (file.Problem is { } problem)
            {
                yield return Artifact.NotRead(file.Name, problem);
                continue;
            }

            foreach (var artifact in File(file.Name, file.Path)) yield return artifact;
        }
    }

    private IEnumerable<Artifact> File(string given, string path)
    {
        var name = given.StartsWith("./", StringComparison.Ordinal) && given.Length > 2 ? given[2..] : given;
        using var content = RegularFile.TryOpen(name, path, out var problem) is { } file ? Hold(name, file, out problem) : null;
        if (content is not null)
        {
            foreach (var artifact in Recognise(name, content, 0)) yield return artifact;
        }

        if (problem is not null) yield return Artifact.NotRead(name, problem, mayPass: true);
    }

    private Content? Hold(string name, Content file, out Bilingual? problem)
    {
        problem = null;
        if (file.Length > SmallFile) return file;
        try
        {
            using var stream = file.Open();
            return HeldContent.TakeIn(name, stream, _allowance, out problem);
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            problem = Reasons.Unreadable(name, fault);
            return null;
        }
    }

    private IEnumerable<Artifact> Recognise(string name, Content content, int depth)
    {
        if (Head(name, content, out var problem) is not { } head) return [Artifact.NotRead(name, problem!, mayPass: true)];
        if (head.Length == 0) return [Artifact.NotRead(name, Reasons.Empty(name))];
        return Format.Of(head, name) switch
        {
            Format.NotRead known => [Artifact.NotRead(name, Reasons.NotYet(name, known.What, known.Instead))],
            Format.Text => [Text(name, content, head)],
            Format.Mail when content.Length > Limits.HeldBytes => [Text(name, content, head)],
            Format.Picture => Picture(name, content),
            Format.Capture => [Capture(name, content)],
            Format.Gzip when PackedCapture.Holds(name, content, _allowance) => [Capture($"{name}!{GzipMember.InnerName(name)}", new PackedCapture(name, content, _allowance))],
            var archive => depth < Limits.Nesting
                ? Archive(name, content, archive, depth)
                : [Artifact.NotRead(name, Reasons.TooDeepArchive(name, Limits.Nesting))],
        };
    }

    private static byte[]? Head(string name, Content content, out Bilingual? problem)
    {
        problem = null;
        try
        {
            return content.Head(TextEncoding.HeadLength);
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            problem = Reasons.Unreadable(name, fault);
            return null;
        }
    }

    private Artifact Text(string name, Content content, byte[] head)
    {
        var marked = TextEncoding.OfHead(head);
        var document = OwnDocument.SchemaOf(head, marked ?? TextEncoding.PlainUtf8) is not null;
        return Whole(name, content, marked, hashed: document, reading =>
        {
            var schema = OwnDocument.SchemaOf(head, reading.Encoding);
            var kind = schema is null ? ArtifactKind.Text : OwnDocument.KindOf(schema);
            if (kind == ArtifactKind.Unread) return Artifact.NotRead(name, UnknownSchema(name, schema!));
            if (kind != ArtifactKind.Text && reading.Length > Limits.HeldBytes) return Artifact.NotRead(name, Reasons.TooLongDocument(name, Limits.HeldBytes));
            return new Artifact(name, kind, content, reading, _allowance);
        });
    }

    /// <summary>A capture may be longer than anything else: it is read once, as a stream, and hashed meanwhile.</summary>
    private Artifact Capture(string name, Content content) =>
        new(name, ArtifactKind.Capture, content, new ContentReading(null, content.Length, TextEncoding.PlainUtf8), _allowance);

    /// <summary>What becomes of a content that was read once to its end; that it is too long or could not be read where that is so.</summary>
    private Artifact Whole(string name, Content content, TextEncoding? known, bool hashed, Func<ContentReading, Artifact> make)
    {
        try
        {
            return ContentReading.Of(content, known, Limits.FileBytes, hashed, _allowance.CancellationToken) is { } reading ? make(reading) : Artifact.NotRead(name, Reasons.TooLong(name, Limits.FileBytes));
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            return Artifact.NotRead(name, Reasons.Unreadable(name, fault), mayPass: true);
        }
    }

    /// <summary>
    /// The text recognised in a picture, under a name that says so. Its hash is that of the picture, which is the evidence;
    /// another version of the program may recognise other characters.
    /// </summary>
    private IEnumerable<Artifact> Picture(string name, Content content)
    {
        if (!Tesseract.IsInstalled || ++_allowance.Pictures > Limits.Pictures || content.Length > Limits.PictureBytes)
        {
            yield return Artifact.NotRead(name, Reasons.NoOcr(name));
            yield break;
        }

        if (Recognised(name, content, out var problem) is not var (hash, text))
        {
            yield return Artifact.NotRead(name, problem!, mayPass: true);
            yield break;
        }

        if (text.Length == 0)
        {
            yield return Artifact.NotRead(name, Reasons.NothingRecognised(name));
            yield break;
        }

        using var held = HeldContent.TakeIn(name, new MemoryStream(text), _allowance, out _);
        yield return new Artifact(name + RecognisedText, ArtifactKind.Text, held, new(hash, held.Length, TextEncoding.PlainUtf8 with { Note = Reasons.Recognised }), _allowance);
    }

    private (string Sha256, byte[] Text)? Recognised(string name, Content content, out Bilingual? problem)
    {
        problem = Reasons.NothingRecognised(name);
        try
        {
            var picture = content.Head((int)content.Length);
            return Tesseract.Read(picture, Limits.PictureTime, _allowance.CancellationToken) is { } text ? (Convert.ToHexStringLower(SHA256.HashData(picture)), text) : null;
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            problem = Reasons.Unreadable(name, fault);
            return null;
        }
    }

    private static Bilingual UnknownSchema(string name, string schema)
    {
        var shown = schema.Length > 60 ? schema[..60] + "…" : schema;
        return Reasons.NotYet(
            name,
            new($"a document '{shown}'", $"“{shown}”文档"),
            new($"give {Contract.VerdictSchema} or {Contract.ObservationsSchema}", $"请给出 {Contract.VerdictSchema} 或 {Contract.ObservationsSchema}"));
    }

    private IEnumerable<Artifact> Archive(string name, Content content, Format format, int depth)
    {
        using var members = Members(name, content, format, out var problem);
        if (members is null)
        {
            yield return Artifact.NotRead(name, problem!, mayPass: true);
            yield break;
        }

        if (members is ZipMembers zip && zip.IsOffice())
        {
            yield return Artifact.NotRead(name, Reasons.NotYet(name, Signatures.Office.What, Signatures.Office.Instead));
            yield break;
        }

        var any = false;
        while (members.Next() is { } member)
        {
            any = true;
            using var bytes = member.Bytes;
            if (bytes is not null)
            {
                foreach (var artifact in Recognise(member.Source, bytes, depth + 1)) yield return artifact;
            }

            if (member.Problem is not null) yield return Artifact.NotRead(member.Source, member.Problem);
        }

        if (!any) yield return Artifact.NotRead(name, Reasons.EmptyArchive(name));
    }

    private MemberReader? Members(string name, Content content, Format format, out Bilingual? problem)
    {
        problem = null;
        try
        {
            return format switch
            {
                Format.Zip => new ZipMembers(name, content, _allowance),
                Format.Mail mail => new MailMembers(name, content, mail.IsBox, _allowance),
                Format.Cabinet => new CabinetMembers(name, content, _allowance),
                Format.Tar => new TarMembers(name, new GuardedStream(name, content.Open(), content.Length, _allowance), _allowance),
                _ when HoldsTar(name, content) => new TarMembers(name, GzipMember.Unpack(name, content, _allowance), _allowance),
                _ => new GzipMember(name, content, _allowance),
            };
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            problem = Reasons.Unreadable(name, fault);
            return null;
        }
    }

    private bool HoldsTar(string name, Content content)
    {
        try
        {
            using var stream = GzipMember.Unpack(name, content, _allowance);
            var head = new byte[512];
            var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return Format.IsTar(head.AsSpan(0, read));
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            return false;
        }
    }
}
