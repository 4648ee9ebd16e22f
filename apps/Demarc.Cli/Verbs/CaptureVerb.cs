using System.CommandLine;
using System.Globalization;
using System.Net;
using Demarc.Artifacts;
using Demarc.Captures;
using Demarc.Cli.Capturing;
using Demarc.Cli.Printing;
using Demarc.Model;
using Demarc.Reporting;

namespace Demarc.Cli.Verbs;

/// <summary><c>demarc capture FILE…</c>: what captures show: connections, delays, losses, who waited for whom.</summary>
public sealed class CaptureVerb : Verb
{
    private const int MostShown = 100;
    private const int MostSparklines = 5;
    private const int MostPictures = 20;
    private const int MostPaired = 40;

    /// <summary>A longer capture is not read a second time for a decoration.</summary>
    private const long MostForSparklines = 2_000_000;
    private readonly Argument<string[]> _files;
    private readonly Option<bool> _all;
    private readonly Option<string?> _host;
    private readonly Option<string?> _port;
    private readonly Option<string?> _from;
    private readonly Option<string?> _to;
    private readonly Option<string?> _follow;

    public CaptureVerb()
        : base("capture", new("what captures show: connections, losses, who waited for whom", "查看抓包内容：连接、丢包、谁在等谁"))
    {
        _files = Takes(new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore }, new("captures (pcap, pcapng, snoop, Windows .etl and .cab, also in archives), folders, or - for standard input", "抓包文件（pcap、pcapng、snoop、Windows .etl 与 .cab，可在压缩包内）、文件夹，或用 - 表示标准输入"));
        _all = Offers(new Option<bool>("--all"), new("every connection, not the hundred that stand out most", "列出全部连接，而不只是最突出的一百个"));
        _follow = Offers(new Option<string?>("--follow"), new("one connection packet by packet: its number in the list, or CLIENT:PORT", "逐包查看一个连接：列表中的编号，或 客户端:端口"), "CONNECTION");
        _host = Offers(new Option<string?>("--host"), new("only packets from or to this address", "只看与此地址往来的报文"), "ADDRESS");
        _port = Offers(new Option<string?>("--port"), new("only packets from or to this TCP port", "只看与此 TCP 端口往来的报文"), "PORT");
        _from = Offers(new Option<string?>("--from"), new("only packets from this time on, such as 2026-05-04T08:00:00Z", "只看此时间之后的报文，如 2026-05-04T08:00:00Z"), "TIME");
        _to = Offers(new Option<string?>("--to"), new("only packets up to this time", "只看此时间之前的报文"), "TIME");
    }

    public override Common Uses => Common.Json | Common.Html | Common.Always;

    public override IReadOnlyList<Example> Examples { get; } =
    [
        new("demarc capture office.pcapng --html office.html", new("the connections that stand out, with a picture of each", "最突出的连接，每个附时序图")),
        new("demarc capture server.pcap --port 443 --follow 1", new("the worst connection on port 443, packet by packet", "443 端口上最突出的连接，逐包查看")),
    ];

    public override int Run(Invocation call)
    {
        var wishes = Wishes(call);
        var json = call.Options.Json ? Task.Run(JsonReport.Prepare) : Task.CompletedTask;
        var trails = new List<IReadOnlyList<Trail>>();
        var captures = new List<CaptureDocument>();
        var follow = call.Parsed.GetValue(_follow);
        var paths = call.Parsed.GetValue(_files) ?? [];
        foreach (var artifact in ArtifactReader.Open(paths, call.Surroundings.In, cancellationToken: call.Interrupted))
        {
            if (artifact.Kind != ArtifactKind.Capture)
            {
                foreach (var unread in artifact.Unread) call.Note(new($"demarc: {unread.Reason}", $"demarc：{unread.Zh}"));
                continue;
            }

            var progress = new CaptureProgress(call, artifact.Source);
            if (artifact.ReadBytes((stream, sha256) => CaptureReader.Read(artifact.Source, sha256, stream, wishes with { Progress = progress.Note }, call.Interrupted)) is not { } capture) continue;
            progress.End();
            captures.Add(capture);
            trails.Add(Followed(call, artifact, capture, follow, several: paths.Length > 1));
            foreach (var unread in capture.Unread) call.Note(new($"demarc: {unread.Reason}", $"demarc：{unread.Zh}"));
        }

        if (captures.TrueForAll(it => it.Unreadable))
        {
            call.Warn(new("demarc: no capture in the input could be read", "demarc：输入中没有可读取的抓包"));
            return ExitCodes.NothingReadable;
        }

        Pair(captures, trails);
        if (call.Options.Html is { } html) Reports.Write(html, writer => CaptureHtml.Write(writer, captures, trails, call.Language));
        json.GetAwaiter().GetResult();
        if (call.Options.Json) new Reports(call).WriteJson(stream => JsonReport.WriteCaptures(stream, captures));
        else
        {
            var page = new CapturePage(call.Page, call.Language);
            if (follow is not null) foreach (var trail in trails.SelectMany(it => it)) new FollowPage(call.Page, call.Language).Write(trail);
            else for (var i = 0; i < captures.Count; i++) page.Write(captures[i], trails[i]);
            if (follow is null) foreach (var capture in captures) page.Write(capture.Pairs);
        }

        return ExitCodes.Success;
    }

    /// <summary>Connections that are drawn, or the one that is asked for, packet by packet.</summary>
    private static IReadOnlyList<Trail> Followed(Invocation call, Artifact artifact, CaptureDocument capture, string? follow, bool several)
    {
        if (!several && follow is null && call.Options is { Json: true, Html: null }) return [];
        if (!several && follow is null && call.Options.Html is null && capture.Packets > MostForSparklines) return [];
        IReadOnlyList<TcpConnection> wanted = follow is null ? [.. capture.Connections.Take(several ? MostPaired : call.Options.Html is null ? MostSparklines : MostPictures)] : [Chosen(capture, follow)];
        return wanted.Count == 0 ? [] : artifact.ReadBytes((stream, _) => Trails.Read(stream, wanted, call.Interrupted)) ?? [];
    }

    /// <summary>Each capture beside the next.</summary>
    private static void Pair(List<CaptureDocument> captures, List<IReadOnlyList<Trail>> trails)
    {
        for (var i = 0; i + 1 < captures.Count; i++)
        {
            var pairs = Pairing.Of(Told(captures[i], trails[i]), Told(captures[i + 1], trails[i + 1]));
            if (Pairing.NotThere(captures[i], captures[i + 1], pairs) is { } here) captures[i] = captures[i] with { Findings = [.. captures[i].Findings, here] };
            if (Pairing.NotThere(captures[i + 1], captures[i], pairs) is { } there) captures[i + 1] = captures[i + 1] with { Findings = [.. captures[i + 1].Findings, there] };
            captures[i] = captures[i] with { Pairs = pairs };
        }
    }

    private static (string, IReadOnlyList<(TcpConnection, Trail)>) Told(CaptureDocument capture, IReadOnlyList<Trail> trails) =>
        (capture.Source, [.. trails.Select(trail => (capture.Connections.First(it => it.Client == trail.Client && it.Server == trail.Server), trail))]);

    private static TcpConnection Chosen(CaptureDocument capture, string follow)
    {
        var chosen = int.TryParse(follow, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= capture.Connections.Count ? capture.Connections[number - 1]
            : capture.Connections.FirstOrDefault(it => it.Client == follow || it.Server == follow);
        return chosen ?? throw new CommandException(ExitCodes.WrongUsage, new($"--follow needs a number from 1 to {capture.Connections.Count} or an end such as 192.0.2.1:50000; '{follow}' is no connection of {capture.Source}", $"--follow 需要 1 到 {capture.Connections.Count} 的编号，或一端如 192.0.2.1:50000；“{follow}”不是 {capture.Source} 中的连接"));
    }

    private CaptureWishes Wishes(Invocation call) => new()
    {
        MostConnections = call.Parsed.GetValue(_all) ? int.MaxValue : MostShown,
        Host = call.Parsed.GetValue(_host) is { } host ? IPAddress.TryParse(host, out var address) ? address : throw Wrong(host, new("--host needs an address, such as 192.0.2.1 or 2001:db8::1", "--host 需要一个地址，如 192.0.2.1 或 2001:db8::1")) : null,
        Port = call.Parsed.GetValue(_port) is { } port ? ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(port, new("--port needs a number from 0 to 65535", "--port 需要 0 到 65535 的数字")) : null,
        From = Time(call.Parsed.GetValue(_from), "--from"),
        To = Time(call.Parsed.GetValue(_to), "--to"),
    };

    private static DateTimeOffset? Time(string? text, string option)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
            : throw Wrong(text, new($"{option} needs a time such as 2026-05-04T08:00:00Z", $"{option} 需要时间，如 2026-05-04T08:00:00Z"));
    }

    private static CommandException Wrong(string given, Bilingual needed) => new(ExitCodes.WrongUsage, new($"{needed.En}; '{given}' is none", $"{needed.Zh}；“{given}”不是"));
}
