using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Statements;

/// <summary>Words for places, and the short stable vantage ids they stand for; other machines keep the name they are given.</summary>
internal static partial class Places
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public const string Affected = "affected-systems";
    public const string Others = "other-systems";

    /// <summary>The vantage a clause names; null when it names none.</summary>
    public static string? Find(string clause)
    {
        if (ServerItself.IsMatch(clause)) return "server-itself";
        if (OtherSystems.IsMatch(clause)) return Others;
        if (Machine.Match(clause) is { Success: true } machine) return machine.Groups["name"].Value.Trim();
        if (Environment.Match(clause) is { Success: true } environment) return environment.Value.Trim();
        if (Mobile.IsMatch(clause)) return "mobile";
        if (Home.IsMatch(clause)) return "home";
        if (Outside.IsMatch(clause)) return "outside";
        return Office.IsMatch(clause) ? "office" : null;
    }

    /// <summary>Machines listed in brackets after "on other machines": each is a vantage.</summary>
    public static IReadOnlyList<string> FindListed(string sentence)
    {
        var match = Listed.Match(sentence);
        if (!match.Success) return [];
        return [.. match.Groups["names"].Value.Split(['、', '，', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(name => TrailingOn.Replace(Blanks.Replace(name, " "), "").Trim()).Where(name => name.Length is > 1 and <= 40).Take(20)];
    }

    /// <summary>Whether a name is that of an operating system.</summary>
    public static bool IsSystem(string name) => System.IsMatch(name);

    [GeneratedRegex(@"(服务|服务器|网站|站点|\w\s?)所在的?(机器|主机|服务器)|服务器(本机|本地|自身)|本机(上|访问)|\bon\sthe\sserver\s(itself|directly)|\bfrom\sthe\sserver\sitself|\bfrom\slocalhost\b|\blocally\son\sthe\sserver", Options, 500)]
    private static partial Regex ServerItself { get; }

    [GeneratedRegex(@"(其他|其它|别的|另外的?)(操作)?系统|标准(版)?\s?(win|windows)|\bother\s(operating\s)?systems\b|\bother\s(machines|computers|PCs)\b", Options, 500)]
    private static partial Regex OtherSystems { get; }

    [GeneratedRegex(@"在\s?(?<name>(?![^，,。；;]{0,20}(公司|办公|家|外网|其他|其它))[^，,。；;\s在上][^，,。；;在]{0,28}?)(?<!浏览器|系统|网络|页面)\s?上(直接)?\s?(访问|测试|打开|连接|执行|curl|ping)|\b(from|on)\s(the\s)?(?<name>[a-z][\w-]{0,30}\s(host|server|box|machine|node|VM|bastion)|[a-z][\w-]{1,30}\d{1,4}(\.[\w.-]{1,60})?)\b(?!\s(is|are|was))", Options, 500)]
    private static partial Regex Machine { get; }

    [GeneratedRegex(@"(测试|生产|开发|预发布?|正式)环境|\b(staging|production|test)\senvironment", Options, 500)]
    private static partial Regex Environment { get; }

    [GeneratedRegex(@"[45]G\b|[45]G\s?(网络|热点)|手机(热点|网络|流量|上网)|移动(网络|数据)|热点|\b(mobile|cellular)\s(data|network|connection)|\bhot\s?spot|\btether|\bfrom\smy\sphone|\bLTE\b", Options, 500)]
    private static partial Regex Mobile { get; }

    [GeneratedRegex(@"在家|家里|家中|家庭(宽带|网络)|\b(from|at)\s(my\s|their\s)?home\b|\bhome\s(network|connection|wi-?fi|broadband|line)|\bworking\sfrom\shome", Options, 500)]
    private static partial Regex Home { get; }

    [GeneratedRegex(@"(在|从|通过|走)外网|外网(访问|用户|环境)(?!请求)|\bfrom\s(the\s)?(outside|internet|public\sinternet)\b|\bexternally\b", Options, 500)]
    private static partial Regex Outside { get; }

    [GeneratedRegex(@"(在|从)(我们)?公司(?!内?其[他它])|公司(的)?(办公)?网络?(?!页)|公司内网|办公(室|网)|单位(网络|内网|里)|\b(from|in|at)\s(the\s|our\s|my\s)?(office|work|workplace)\b|\b(office|company|corporate)\s(network|lan|wi-?fi|connection)", Options, 500)]
    private static partial Regex Office { get; }

    [GeneratedRegex(@"(机器|主机|服务器|节点)上?\s?[（(](?<names>[^（()）]{2,120})[)）]", Options, 500)]
    private static partial Regex Listed { get; }

    [GeneratedRegex(@"(随便一个)?\s?上\s*$", Options, 500)]
    private static partial Regex TrailingOn { get; }

    [GeneratedRegex(@"\s{2,20}", Options, 500)]
    private static partial Regex Blanks { get; }

    [GeneratedRegex(@"系统|win\s?\d|windows|linux|ubuntu|debian|centos|red\s?hat|mac\s?os|\bos\b|android|麒麟|统信", Options, 500)]
    private static partial Regex System { get; }
}
