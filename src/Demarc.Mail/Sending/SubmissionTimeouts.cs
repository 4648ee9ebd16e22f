namespace Demarc.Mail.Sending;

/// <summary>
/// How long each step may take. Defaults are those of RFC 5321 4.5.3.2, which names none for connecting, TLS and QUIT. A limit holds for
/// a whole reply, not from octet to octet: a server that drips does not hold us longer.
/// </summary>
public sealed record SubmissionTimeouts
{
    public TimeSpan Connect { get; init => field = Checked(value); } = TimeSpan.FromSeconds(30);

    public TimeSpan Tls { get; init => field = Checked(value); } = TimeSpan.FromSeconds(60);

    /// <summary>The 220 greeting.</summary>
    public TimeSpan Greeting { get; init => field = Checked(value); } = TimeSpan.FromMinutes(5);

    /// <summary>EHLO, STARTTLS and each step of AUTH.</summary>
    public TimeSpan Command { get; init => field = Checked(value); } = TimeSpan.FromMinutes(5);

    public TimeSpan Mail { get; init => field = Checked(value); } = TimeSpan.FromMinutes(5);

    public TimeSpan Recipient { get; init => field = Checked(value); } = TimeSpan.FromMinutes(5);

    public TimeSpan Data { get; init => field = Checked(value); } = TimeSpan.FromMinutes(2);

    /// <summary>Each block of the message.</summary>
    public TimeSpan Block { get; init => field = Checked(value); } = TimeSpan.FromMinutes(3);

    /// <summary>The answer to the final dot. Kept long: giving up here leaves it open whether the message was taken.</summary>
    public TimeSpan Final { get; init => field = Checked(value); } = TimeSpan.FromMinutes(10);

    /// <summary>The farewell, which changes nothing.</summary>
    public TimeSpan Quit { get; init => field = Checked(value); } = TimeSpan.FromSeconds(5);

    private static TimeSpan Checked(TimeSpan limit) =>
        limit > TimeSpan.Zero && limit <= TimeSpan.FromHours(1) ? limit : throw new MessageFault("timeout", "lies outside 0 to 1 hour", "不在 0 至 1 小时之间");
}
