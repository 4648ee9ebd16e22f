namespace Demarc.Captures.Applications;

/// <summary>
/// What the ends of one connection say above TCP, as far as it is in the clear: told apart by the first octets of each. Octets come
/// in order and once; where some are missing only what can do without them goes on.
/// </summary>
internal sealed class Talk
{
    private const int Shown = 60;

    private bool _clientSpoke;
    private bool _serverSpoke;
    private long _greetedAt;

    public TlsTalk? Tls { get; private set; }
    public HttpTalk? Http { get; private set; }

    /// <summary>First line of a server that is not what the client took it for, or that speaks first; printable characters only.</summary>
    public string? Greeting { get; private set; }
    public int GreetingFrame { get; private set; }

    /// <summary>Whether further octets can still tell anything.</summary>
    public bool Wants { get; private set; } = true;

    public static Talk Begin() => new();

    public void Gap(bool fromClient)
    {
        // What follows a gap are nobody's first words. Requests and answers are found again, a handshake is not.
        if (fromClient) _clientSpoke = true;
        else _serverSpoke = true;
        if (Http is null) Wants = false;
    }

    public void Add(bool fromClient, ReadOnlySpan<byte> octets, int frame, long time)
    {
        if (octets.IsEmpty) return;
        ref var spoke = ref fromClient ? ref _clientSpoke : ref _serverSpoke;
        if (!spoke && fromClient && Greeting is not null && time < _greetedAt)
        {
            // The client had spoken before the server did: the file has the packets of both ways in an order of its own, and what was said in turn is lost.
            (Greeting, Wants) = (null, false);
            return;
        }

        if (!spoke) Meets(fromClient, octets, frame, time);
        spoke = true;
        if (Tls is { } tls)
        {
            if (!(Greeting is not null && !fromClient)) tls.Add(fromClient, octets, frame);
            Wants = !tls.Settled && Greeting is null;
        }
        else if (Http is { } http)
        {
            http.Add(fromClient, octets, frame, time);
            Wants = !http.Switched;
        }
        else if (_clientSpoke && _serverSpoke) Wants = false;
    }

    /// <summary>The first octets of one end.</summary>
    private void Meets(bool fromClient, ReadOnlySpan<byte> octets, int frame, long time)
    {
        if (fromClient)
        {
            if (TlsTalk.Begins(octets)) Tls = new();
            else if (HttpTalk.Begins(octets)) Http = new();
            return;
        }

        var expected = Tls is not null ? TlsTalk.Answers(octets) : Http is null || HttpTalk.Answers(octets);
        if (expected && _clientSpoke) return;
        if (Line(octets) is not { } line) return;
        (Greeting, GreetingFrame, _greetedAt) = (line, frame, time);
    }

    private static string? Line(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOfAny((byte)'\r', (byte)'\n');
        var line = octets[..Math.Min(end < 0 ? octets.Length : end, Shown)];
        return line.Length >= 3 && !line.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? System.Text.Encoding.ASCII.GetString(line) : null;
    }
}
