using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// Reads replies from a connection (RFC 5321 4.2.1): lines of one code, all but the last with a hyphen behind it. Every size is
/// bounded; control characters become U+FFFD, since the text is shown to people.
/// </summary>
internal sealed class ReplyReader(SmtpTranscript transcript)
{
    /// <summary>Four times what RFC 5321 4.5.3.1.5 allows.</summary>
    private const int LongestLine = 2048;
    private const int MostLines = 100;

    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Octets that came and were not asked for yet.</summary>
    public int Waiting => _end - _start;

    /// <summary>A reply, or why there is none.</summary>
    public async ValueTask<SmtpAnswer> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        var code = 0;
        while (true)
        {
            var (line, trouble) = await LineAsync(stream, cancellationToken).ConfigureAwait(false);
            if (line is null) return SmtpAnswer.Of(trouble);
            if (lines.Count == MostLines) return SmtpAnswer.Of(SubmissionTrouble.ReplyTooLong);
            transcript.Server(line);
            if (!TrySplit(line, out var own, out var text, out var last) || (lines.Count > 0 && own != code)) return SmtpAnswer.Of(SubmissionTrouble.NotSmtp);
            code = own;
            lines.Add(text);
            if (last) return new(SmtpReply.Of(code, lines, transcript.Secrets), lines, SubmissionTrouble.None);
        }
    }

    private static bool TrySplit(string line, out int code, out string text, out bool last)
    {
        (code, text, last) = (0, "", true);
        if (line.Length < 3 || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2])) return false;
        if (line.Length > 3 && line[3] is not (' ' or '-')) return false;
        code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + line[2] - '0';
        last = line.Length == 3 || line[3] == ' ';
        text = line.Length > 4 ? line[4..] : "";
        return true;
    }

    private async ValueTask<(string? Line, SubmissionTrouble Trouble)> LineAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_start, Waiting).IndexOf((byte)'\n');
            if (at > LongestLine || (at < 0 && Waiting > LongestLine)) return (null, SubmissionTrouble.ReplyTooLong);
            if (at >= 0)
            {
                var line = Clean(_buffer.AsSpan(_start, at));
                _start += at + 1;
                return (line, SubmissionTrouble.None);
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, Waiting).CopyTo(_buffer);
                (_start, _end) = (0, Waiting);
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0) return (null, SubmissionTrouble.Closed);
            _end += read;
        }
    }

    private static string Clean(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > 0 && octets[^1] == '\r') octets = octets[..^1];
        return string.Create(Encoding.UTF8.GetCharCount(octets), octets, static (span, from) =>
        {
            Encoding.UTF8.GetChars(from, span);
            foreach (ref var c in span)
            {
                if (char.IsControl(c) || c is '\u2028' or '\u2029') c = '\uFFFD';
            }
        });
    }
}
