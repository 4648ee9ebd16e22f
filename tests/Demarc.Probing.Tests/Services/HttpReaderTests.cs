using System.Text;
using Demarc.Probing.Services;

namespace Demarc.Probing.Tests.Services;

public sealed class HttpReaderTests
{
    private const string Chunked = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nServer: example\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: t\r\n\r\n";

    [Fact]
    public void A_counted_body_ends_with_its_count()
    {
        var reader = Read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        (reader.State, reader.Status, reader.BodyBytes, reader.Expected, reader.KeepsOpen).ShouldBe((HttpState.Done, 200, 5L, 5L, true));
    }

    [Fact]
    public void Chunks_are_put_together_however_they_are_cut()
    {
        for (var size = 1; size < 20; size++)
        {
            var reader = new HttpReader("GET");
            foreach (var part in Encoding.Latin1.GetBytes(Chunked).Chunk(size)) reader.Feed(part);
            (reader.State, reader.Status, reader.BodyBytes, reader.Interim, reader.Header("server")).ShouldBe((HttpState.Done, 200, 11L, 1, "example"));
            Encoding.Latin1.GetString(reader.BodyStart).ShouldBe("hello world");
        }
    }

    [Fact]
    public void A_body_without_a_length_ends_with_the_connection()
    {
        var reader = Read("HTTP/1.0 200 OK\r\n\r\nall of it");
        reader.State.ShouldBe(HttpState.Body);
        reader.End();
        (reader.State, reader.KeepsOpen).ShouldBe((HttpState.Done, false));
    }

    [Fact]
    public void A_connection_that_ends_within_a_counted_body_is_not_done()
    {
        var reader = Read("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello");
        reader.End();
        reader.State.ShouldBe(HttpState.Body);
    }

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n")]
    [InlineData("CONNECT", "HTTP/1.1 200 Connection established\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 50\r\n\r\n")]
    public void What_has_no_body_is_done_with_its_head(string method, string text) => Read(text, method).State.ShouldBe(HttpState.Done);

    [Theory]
    [InlineData("220 mail.example.com ESMTP\r\n", "not HTTP")]
    [InlineData("\0\x01\x02", "not HTTP")]
    [InlineData("HTTP/1.1 abc\r\n", "no status line")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "chunk size is no number")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", "chunk size is no number")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", "chunk longer than it said")]
    public void Rubbish_is_called_so(string text, string broken)
    {
        var reader = Read(text);
        (reader.State, reader.Broken).ShouldBe((HttpState.Broken, broken));
    }

    [Fact]
    public void A_head_without_end_is_given_up()
    {
        var reader = new HttpReader("GET");
        reader.Feed("HTTP/1.1 200 OK\r\n"u8);
        var line = Encoding.Latin1.GetBytes("X-Long: " + new string('x', 1000) + "\r\n");
        for (var i = 0; i < 1000 && reader.State == HttpState.Head; i++) reader.Feed(line);
        reader.Broken.ShouldBe("head longer than 64 kB");
    }

    [Fact]
    public void Interim_responses_without_end_are_given_up()
    {
        var reader = new HttpReader("GET");
        for (var i = 0; i < 100; i++) reader.Feed("HTTP/1.1 102 Processing\r\n\r\n"u8);
        reader.State.ShouldBe(HttpState.Broken);
    }

    [Fact]
    public void No_damage_makes_it_throw()
    {
        var whole = Encoding.Latin1.GetBytes(Chunked);
        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var octet in new byte[] { 0, 10, 13, 0xff, (byte)'9', (byte)':' })
            {
                var damaged = whole.ToArray();
                damaged[i] = octet;
                var reader = new HttpReader("GET");
                reader.Feed(damaged);
                reader.End();
            }

            Read(Encoding.Latin1.GetString(whole[..i])).End();
        }
    }

    private static HttpReader Read(string text, string method = "GET")
    {
        var reader = new HttpReader(method);
        reader.Feed(Encoding.Latin1.GetBytes(text));
        return reader;
    }
}
