using Demarc.Model;

namespace Demarc.Cli.Desk.Remote;

/// <summary>Where the server is and the token that opens it: <c>--server URL</c>, and <c>DEMARC_TOKEN</c> or <c>--token-file</c>. A token is never an argument, for others could read it there.</summary>
/// <param name="Url">Ends with a slash.</param>
/// <param name="Token">What stands in the header; shown nowhere.</param>
internal sealed record DeskAddress(Uri Url, string Token)
{
    private const int LongestFile = 4096;

    /// <exception cref="CommandException">It cannot be used.</exception>
    public static DeskAddress Read(string server, string? tokenFile, Func<string, string?> variable)
    {
        if (!Uri.TryCreate(server.TrimEnd('/') + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            throw Wrong(new("--server takes an address such as https://desk.example/, without name, password or query", "--server 的值应为网址，如 https://desk.example/，不含用户名、密码与查询部分"));
        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            throw Wrong(new("--server needs https: over http others could read the token. Only this machine's own address may go without", "--server 需使用 https：http 会使令牌被他人读取。仅本机地址可用 http"));
        var token = (tokenFile is null ? variable("DEMARC_TOKEN") : FirstLine(tokenFile))?.Trim() ?? "";
        if (token.Length == 0) throw Wrong(new("--server needs a token: put it into DEMARC_TOKEN or a file named with --token-file; the settings page of the workbench makes one", "--server 需要令牌：请放入 DEMARC_TOKEN，或用 --token-file 指定文件；可在工作台的设置页面生成"));
        if (!token.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')) throw Wrong(new("what was given as a token is none", "所给的令牌格式不对"));
        return new(url, token);
    }

    public override string ToString() => Url.ToString();

    private static string? FirstLine(string path)
    {
        try
        {
            using var file = File.OpenText(path);
            var buffer = new char[LongestFile];
            var read = file.ReadBlock(buffer);
            return new string(buffer, 0, read).Split('\n')[0];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.NothingReadable, new($"cannot read the token file {path}: {fault.Message}", $"无法读取令牌文件 {path}：{fault.Message}"));
        }
    }

    private static CommandException Wrong(Bilingual text) => new(ExitCodes.WrongUsage, text);
}
