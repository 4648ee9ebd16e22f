using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Corpus;

/// <summary>Text without any tool output gives nothing. The large run over other people's text is bench/compare/false-blocks.sh.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("apps")]
    public void Own_source_code_holds_no_block(string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories))
        {
            var result = TranscriptReader.Read(new(file, "", File.ReadAllText(file)));
            found.AddRange(result.Observations.Select(one => $"{Path.GetFileName(file)}:{one.Evidence.Lines![0]} {one.Tool} {one.Kind}"));
        }

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("This is an alias for Module.Name.\nInterface names differ, see below.\nTable of the routes we tried: none.")]
    [InlineData("The handshake took 3 ms; HTTP/1.1 200 OK came back.\nHTTP/1.1 302 Found\nLocation: /login")]
    [InlineData("我们 ping 过 192.0.2.1，时间 3 ms，没有丢包。\n端口 443 打不开，提示 连接超时。")]
    [InlineData("1. 192.0.2.1 is the first router\n2. 192.0.2.9 is the server\n3. * means no answer")]
    [InlineData("Port 80 is open, port 443 is closed (timeout 3 s).\nRTT 12 ms / 13 ms / 15 ms over the VPN.")]
    public void Prose_holds_no_block(string text) => TranscriptReader.Read(new("case.txt", "", text)).Observations.ShouldBeEmpty();
}
