namespace Demarc.Captures.Applications;

/// <summary>
/// HTTP/1 by turns: what a client says after the server has spoken is a request where it begins with a method; what comes back first
/// holds the status. Bodies are passed over. A request's query is not kept: secrets stand there.
/// </summary>
internal sealed class HttpTalk
{
    private const int LongestHost = 253;

    /// <summary>A space and <c>HTTP/1.1</c>.</summary>
    private const int LongestVersion = 10;
    private const int ErrorsFrom = 400;
    private const int ServerErrorsFrom = 500;
    private const int SwitchingProtocols = 101;

    /// <summary>Among many good answers so few errors are a matter of single requests, or of a limit, and not of the service.</summary>
    private const int OneIn = 5;

    /// <summary>The last answers, of which all are errors: what was good before is so no more.</summary>
    private const int LastOfAll = 3;

    private bool _asked;
    private long _askedAt;
    private int _askedFrame;
    private int _clientErrors;
    private int _clientStatus;
    private int _serverErrors;
    private int _errorsInRow;
    private int _serverErrorsInRow;

    public int Requests { get; private set; }
    public int Answered { get; private set; }
    public string? Method { get; private set; }
    public string? Host { get; private set; }

    /// <summary>A proxy is spoken to, by the form of a request (RFC 9112, 3.2.2 and 3.2.3): what is answered is its word, and the named host may never have been reached.</summary>
    public bool ToProxy { get; private set; }

    /// <summary>Answers that were errors.</summary>
    public int Errors => _clientErrors + _serverErrors;

    /// <summary>Status of the first answer that was an error, else of the last.</summary>
    public int Status { get; private set; }
    public int StatusFrame { get; private set; }

    /// <summary>The error that a real share of the answers was, or the last of them in a row; 0 where there was none or only few.</summary>
    public int Prevailing =>
        Prevails(_serverErrors, _serverErrorsInRow) ? Status : !Prevails(Errors, _errorsInRow) ? 0 : _clientErrors > 0 ? _clientStatus : Status;

    /// <summary>Another protocol goes on from here (status 101), in which nobody owes an answer.</summary>
    public bool Switched { get; private set; }

    /// <summary>Status of the last answer.</summary>
    public int LastStatus { get; private set; }

    /// <summary>Longest wait from the end of a request to its answer, in nanoseconds, and its frames.</summary>
    public long Slowest { get; private set; } = -1;
    public int SlowestAsked { get; private set; }
    public int SlowestAnswered { get; private set; }

    /// <summary>A request was sent and not answered.</summary>
    public bool Owed => _asked;
    public int OwedFrame => _askedFrame;

    /// <summary>A method, and the version at the line's end as far as the line is there: RTSP and SIP have methods of the same names.</summary>
    public static bool Begins(ReadOnlySpan<byte> octets)
    {
        if (MethodLength(octets) == 0) return false;
        var end = octets.IndexOf((byte)'\r');
        if (end < 0) end = octets.IndexOf((byte)'\n');
        return end < 0 || octets[..end].LastIndexOf(" HTTP/"u8) is > 0 and var version && version >= end - LongestVersion;
    }

    public static bool Answers(ReadOnlySpan<byte> octets) => octets.StartsWith("HTTP/"u8[..Math.Min(5, octets.Length)]);

    public void Add(bool fromClient, ReadOnlySpan<byte> octets, int frame, long time)
    {
        if (fromClient) Asks(octets, frame, time);
        else if (_asked && Answers(octets)) Answer(octets, frame, time);
    }

    private void Asks(ReadOnlySpan<byte> octets, int frame, long time)
    {
        if (!_asked)
        {
            if (MethodLength(octets) is not (> 0 and var length)) return;
            Requests++;
            _asked = true;
            Method ??= Word(octets[..length]);
            Host ??= HostOf(octets);
            ToProxy |= IsToProxy(octets[..length], octets[(length + 1)..]);
        }

        // A long request ends with its last segment.
        (_askedAt, _askedFrame) = (time, frame);
    }

    private void Answer(ReadOnlySpan<byte> octets, int frame, long time)
    {
        if (octets.Length < 12 || octets[9..12].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return;
        var status = ((octets[9] - '0') * 100) + ((octets[10] - '0') * 10) + octets[11] - '0';
        if (status is < 100 or > 599) return;
        if (status is 100 or 102 or 103) return;
        Answered++;
        _asked = false;
        LastStatus = status;
        Switched |= status == SwitchingProtocols;
        Count(status);
        if (Status < ErrorsFrom || status / 100 > Status / 100) (Status, StatusFrame) = (status, frame);
        if (time - _askedAt > Slowest) (Slowest, SlowestAsked, SlowestAnswered) = (time - _askedAt, _askedFrame, frame);
    }

    private void Count(int status)
    {
        _errorsInRow = status < ErrorsFrom ? 0 : _errorsInRow + 1;
        _serverErrorsInRow = status < ServerErrorsFrom ? 0 : _serverErrorsInRow + 1;
        if (status >= ServerErrorsFrom) _serverErrors++;
        else if (status >= ErrorsFrom && _clientErrors++ == 0) _clientStatus = status;
    }

    private bool Prevails(int errors, int inRow) => errors > 0 && (errors * OneIn >= Answered || inRow >= LastOfAll);

    /// <summary>CONNECT, or a whole URL where a server is given only its path.</summary>
    private static bool IsToProxy(ReadOnlySpan<byte> method, ReadOnlySpan<byte> target) =>
        method.SequenceEqual("CONNECT"u8) || System.Text.Ascii.EqualsIgnoreCase(target[..Math.Min(7, target.Length)], "http://"u8) || System.Text.Ascii.EqualsIgnoreCase(target[..Math.Min(8, target.Length)], "https://"u8)
        || System.Text.Ascii.EqualsIgnoreCase(target[..Math.Min(6, target.Length)], "ftp://"u8);

    private static int MethodLength(ReadOnlySpan<byte> octets)
    {
        ReadOnlySpan<byte> start = octets[..Math.Min(octets.Length, 9)];
        var length = start.IndexOf((byte)' ');
        if (length < 3) return 0;
        return start[..length] switch
        {
            var it when it.SequenceEqual("GET"u8) || it.SequenceEqual("POST"u8) || it.SequenceEqual("HEAD"u8) || it.SequenceEqual("PUT"u8) => length,
            var it when it.SequenceEqual("DELETE"u8) || it.SequenceEqual("OPTIONS"u8) || it.SequenceEqual("CONNECT"u8) || it.SequenceEqual("PATCH"u8) => length,
            _ => 0,
        };
    }

    private static string Word(ReadOnlySpan<byte> method) => method[0] switch
    {
        (byte)'G' => "GET",
        (byte)'H' => "HEAD",
        (byte)'D' => "DELETE",
        (byte)'O' => "OPTIONS",
        (byte)'C' => "CONNECT",
        _ => method[1] == (byte)'O' ? "POST" : method[1] == (byte)'U' ? "PUT" : "PATCH",
    };

    private static string? HostOf(ReadOnlySpan<byte> octets)
    {
        var at = octets.IndexOf("\r\nHost:"u8);
        if (at < 0) at = octets.IndexOf("\r\nhost:"u8);
        if (at < 0) return null;
        var value = octets[(at + 7)..].TrimStart((byte)' ');
        var end = value.IndexOf((byte)'\r');
        return end is > 0 and <= LongestHost && !value[..end].ContainsAnyExceptInRange((byte)'!', (byte)'~') ? System.Text.Encoding.ASCII.GetString(value[..end]) : null;
    }
}
