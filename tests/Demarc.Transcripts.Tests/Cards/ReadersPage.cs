using System.Text;
using Demarc.Model;

namespace Demarc.Transcripts.Tests.Cards;

/// <summary>The page of what is read, made from the readers' cards alone.</summary>
internal static class ReadersPage
{
    /// <summary>What the kinds are called on the Chinese page.</summary>
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        [Kinds.PathTrace] = "路径追踪", [Kinds.Ping] = "ping 测试", [Kinds.Connect] = "TCP 连接尝试", [Kinds.Dns] = "域名解析", [Kinds.Tls] = "TLS 握手",
        [Kinds.Http] = "HTTP 请求", [Kinds.Download] = "下载", [Kinds.Upload] = "上传", [Kinds.TcpConnection] = "抓包中的 TCP 连接", [Kinds.Sockets] = "套接字计数",
        [Kinds.Listen] = "监听端口", [Kinds.Setting] = "配置项", [Kinds.Counter] = "计数器", [Kinds.FirewallRule] = "防火墙规则", [Kinds.Interface] = "网络接口",
        [Kinds.Route] = "路由", [Kinds.Neighbour] = "邻居表项", [Kinds.NameServer] = "DNS 服务器", [Kinds.Proxy] = "代理", [Kinds.HostLoad] = "主机负载",
        [Kinds.AccessLog] = "访问日志", [Kinds.Clock] = "时钟", [Kinds.Software] = "软件", [Kinds.ErrorText] = "错误信息",
    };

    private static readonly Dictionary<string, Bilingual> Languages = new(StringComparer.Ordinal)
    {
        ["any"] = new("any language", "任何语言"), [""] = new("the tool speaks English only", "工具只输出英文"),
        ["en"] = new("English", "英文"), ["zh"] = new("Chinese", "中文"), ["de"] = new("German", "德文"), ["fr"] = new("French", "法文"), ["es"] = new("Spanish", "西班牙文"),
        ["pt"] = new("Portuguese", "葡萄牙文"), ["ru"] = new("Russian", "俄文"), ["ja"] = new("Japanese", "日文"), ["ko"] = new("Korean", "韩文"), ["it"] = new("Italian", "意大利文"),
        ["pl"] = new("Polish", "波兰文"), ["tr"] = new("Turkish", "土耳其文"), ["nl"] = new("Dutch", "荷兰文"),
    };

    private static readonly Dictionary<ReaderProof, Bilingual> Proofs = new()
    {
        [ReaderProof.Samples] = new("published or pasted outputs", "公开或粘贴的真实输出"),
        [ReaderProof.Recorded] = new("outputs recorded for the purpose", "专门运行工具录得的输出"),
        [ReaderProof.Documentation] = new("documentation only", "仅依据文档"),
    };

    public static string English(IReadOnlyList<ITranscriptReader> readers) => Page(
        readers,
        zh: false,
        """
        # What is read

        [中文](readers.zh.md)

        Every tool output below is found in mails, quoted text, fenced code and logs, wherever it stands, and read into observations. The page is made from the code: run

        ```sh
        DEMARC_UPDATE_GOLDEN=1 dotnet test --project tests/Demarc.Transcripts.Tests --filter-class "*ReadersPageTests"
        ```

        after a reader changed. The last column says what the reader's tests were written from, and so how far to trust it with output nobody has shown us yet.

        | tool | forms and versions | kinds of observation | language of the output | tested with |
        |---|---|---|---|---|

        """);

    public static string Translated(IReadOnlyList<ITranscriptReader> readers) => Page(
        readers,
        zh: true,
        """
        # 能读取的内容

        [English](readers.md)

        下列工具输出无论出现在邮件、引用文字、代码块还是日志中，都会被找到并读成观察。本页由代码生成；读取器有改动后运行

        ```sh
        DEMARC_UPDATE_GOLDEN=1 dotnet test --project tests/Demarc.Transcripts.Tests --filter-class "*ReadersPageTests"
        ```

        最后一列说明该读取器的测试依据，也就是面对尚未见过的输出时可以信任到什么程度。

        | 工具 | 形式与版本 | 观察的种类 | 输出的语言 | 测试依据 |
        |---|---|---|---|---|

        """);

    private static string Page(IReadOnlyList<ITranscriptReader> readers, bool zh, string head)
    {
        var page = new StringBuilder(head.Replace("\r\n", "\n", StringComparison.Ordinal));
        foreach (var reader in readers.OrderBy(reader => reader.Tool, StringComparer.OrdinalIgnoreCase).ThenBy(reader => reader.Card.Forms.En, StringComparer.Ordinal))
        {
            var card = reader.Card;
            var kinds = card.Kinds.Select(kind => zh ? $"{Chinese.GetValueOrDefault(kind)} `{kind}`".Trim() : $"`{kind}`");
            var languages = card.Languages.Split(' ').Select(tag => Languages.TryGetValue(tag, out var language) ? Say(language, zh) : tag);
            page.Append($"| `{reader.Tool}` | {Cell(Say(card.Forms, zh))} | {string.Join(zh ? "、" : ", ", kinds)} | {string.Join(zh ? "、" : ", ", languages)} | {Say(Proofs[card.Proof], zh)} |\n");
        }

        return page.ToString();
    }

    private static string Say(Bilingual text, bool zh) => zh ? text.Zh : text.En;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
