using Demarc.Cli.Printing;
using Demarc.Lab;
using Demarc.Lab.Scenarios;
using Demarc.Model;

namespace Demarc.Cli.Lab;

/// <summary>A standing network for people: what it is, its routers and hosts, what acts where, and how to get in.</summary>
internal static class NetworkPage
{
    public static void Write(RunningLab lab, Invocation call)
    {
        var (scenario, page, language) = (lab.Scenario, call.Page, call.Language);
        string Say(string en, string zh) => new Bilingual(en, zh).In(language);
        page.Writer.WriteLine(page.Bold($"{scenario.Id}: {scenario.Title.In(language)}"));
        if (scenario.About is { } about) page.Paragraph(about.In(language));
        page.Heading(Say("Routers, from the client to the server", "路由器（由客户端到服务器）"));
        page.Rows([.. scenario.Network.Chain.Select(router => new[] { router.Name, string.Join(' ', router.Addresses), Acting(scenario, router.Name) })]);
        page.Heading(Say("Hosts", "主机"));
        page.Rows([.. scenario.Network.Hosts.Select(host => new[] { host.Name, host.Address.ToString(), lab.NamespacePath(host.Name), Acting(scenario, host.Name) })]);
        page.Heading(Say("To run a program inside", "在其中运行程序"));
        page.Verbatim($"demarc lab run {scenario.Id} -- COMMAND");
        page.Verbatim($"nsenter --net={lab.NamespacePath("client")} COMMAND");
        page.Writer.WriteLine();
        page.Writer.WriteLine(Say("The lab stands until Ctrl-C.", "按 Ctrl-C 拆除实验网络。"));
    }

    private static string Acting(Scenario scenario, string place) =>
        string.Join(", ", scenario.Boxes.Where(box => box.At == place).Select(box => box.Kind).Concat(scenario.Servers.Where(server => server.On == place).Select(server => server.Kind)));
}
