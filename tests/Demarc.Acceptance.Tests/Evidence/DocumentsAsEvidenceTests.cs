using System.Text.Json;
using Demarc.Cli;

namespace Demarc.Acceptance.Tests.Evidence;

/// <summary>The documents this program writes are evidence of the places they were made at: they say what the transcripts said.</summary>
public sealed class DocumentsAsEvidenceTests : IDisposable
{
    private const string Office = """
        [user@office-pc ~]$ ping -c 4 service.example
        PING service.example (203.0.113.10) 56(84) bytes of data.
        64 bytes from 203.0.113.10: icmp_seq=1 ttl=54 time=9.1 ms
        64 bytes from 203.0.113.10: icmp_seq=2 ttl=54 time=9.2 ms

        --- service.example ping statistics ---
        2 packets transmitted, 2 received, 0% packet loss, time 1004ms
        rtt min/avg/max/mdev = 9.1/9.2/9.3/0.1 ms
        [user@office-pc ~]$ curl -v https://service.example/
        *   Trying 203.0.113.10:443...
        * connect to 203.0.113.10 port 443 failed: Connection timed out
        * Failed to connect to service.example port 443 after 130123 ms: Connection timed out
        * Closing connection 0
        curl: (28) Failed to connect to service.example port 443 after 130123 ms: Connection timed out
        """;

    private const string Home = """
        [user@home-pc ~]$ curl -v https://service.example/
        *   Trying 203.0.113.10:443...
        * Connected to service.example (203.0.113.10) port 443 (#0)
        * TLSv1.3 (OUT), TLS handshake, Client hello (1):
        * TLSv1.3 (IN), TLS handshake, Server hello (2):
        * SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384
        *  SSL certificate verify ok.
        > GET / HTTP/1.1
        > Host: service.example
        >
        < HTTP/1.1 200 OK
        < Content-Length: 5
        <
        * Connection #0 to host service.example left intact
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("demarc-documents-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("verdict", "verdict")]
    [InlineData("observations", "observations")]
    [InlineData("verdict", "observations")]
    [InlineData("verdict", "transcript")]
    public void Two_documents_compare_their_places_as_the_transcripts_would(string office, string home)
    {
        var transcripts = Sides(Given("office", Office, "transcript"), Given("home", Home, "transcript"));
        Sides(Given("office", Office, office), Given("home", Home, home)).ShouldBe(transcripts);
    }

    [Fact]
    public void Documents_that_name_no_place_are_places_apart()
    {
        var verdict = Verdict(Given("first", Unnamed(Office), "verdict"), Given("second", Unnamed(Home), "verdict"));
        verdict.GetProperty("subject").GetProperty("vantages").EnumerateArray().Select(v => v.GetString()).ShouldBe(["first", "second"]);
    }

    [Fact]
    public void Made_again_of_itself_a_verdict_is_no_surer()
    {
        var once = Verdict(Given("office", Office, "transcript")).GetProperty("verdict").GetProperty("confidence").GetDouble();
        var again = Verdict(Given("office", Office, "verdict")).GetProperty("verdict").GetProperty("confidence").GetDouble();
        again.ShouldBeLessThanOrEqualTo(once + 0.0001);
    }

    private static string Unnamed(string transcript) => string.Join('\n', transcript.Split('\n').Where(line => !line.StartsWith('[')));

    private string Given(string name, string transcript, string form)
    {
        var text = Path.Combine(_folder, name + ".txt");
        File.WriteAllText(text, transcript + "\n");
        if (form == "transcript") return text;
        var document = Path.Combine(_folder, $"{name}.json");
        File.WriteAllText(document, Run(form == "verdict" ? ["diagnose", text, "--json", "--quiet"] : ["diagnose", text, "--observations", "--json"]));
        return document;
    }

    private static string Sides(params string[] paths) =>
        string.Join('\n', Verdict(paths).GetProperty("sides").EnumerateArray().Select(side => $"{side.GetProperty("side").GetString()} {side.GetProperty("probability").GetDouble():F3}"));

    private static JsonElement Verdict(params string[] paths)
    {
        using var document = JsonDocument.Parse(Run(["diagnose", .. paths, "--json", "--quiet"]));
        var root = document.RootElement;
        return (root.ValueKind == JsonValueKind.Array ? root[0] : root).Clone();
    }

    private static string Run(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        CommandLine.Run(arguments, new MemoryStream(), output, error);
        return output.ToString();
    }
}
