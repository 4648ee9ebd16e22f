using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

/// <summary>Names of attachments: RFC 2183, 2231, 2047 where it should not be, raw, and what must never reach a disk.</summary>
public sealed class FileNameTests
{
    private static MailMessage Attached(params string[] fields) => Sample.Read([.. fields, "", "x"]);

    private static string? NameOf(params string[] fields) => Attached(fields).Parts[0].FileName;

    [Theory]
    [InlineData("filename=trace.txt", "trace.txt")]
    [InlineData("filename=\"my trace.txt\"", "my trace.txt")]
    [InlineData("filename=my trace.txt", "my trace.txt")]
    [InlineData("filename=\"a \\\"b\\\" c.txt\"", "a _b_ c.txt")]
    [InlineData("filename*=utf-8''%E6%8A%93%E5%8C%85.pcap", "抓包.pcap")]
    [InlineData("filename*=UTF-8'zh-CN'%E6%8A%93%E5%8C%85.pcap; filename=fallback.pcap", "抓包.pcap")]
    [InlineData("filename=fallback.pcap; filename*=utf-8''%E6%8A%93%E5%8C%85.pcap", "抓包.pcap")]
    [InlineData("filename*=gb2312''%D7%A5%B0%FC.pcap", "抓包.pcap")]
    [InlineData("filename*0=\"long \"; filename*1=\"name.txt\"", "long name.txt")]
    [InlineData("filename*1=\"name.txt\"; filename*0=\"long \"", "long name.txt")]
    [InlineData("filename*0*=utf-8''%E6%8A; filename*1*=%93%E5%8C%85; filename*2=.pcap", "抓包.pcap")]
    [InlineData("filename=\"=?utf-8?B?5oqT5YyFLnBjYXA=?=\"", "抓包.pcap")]
    [InlineData("filename==?utf-8?B?5oqT5YyFLnBjYXA=?=", "抓包.pcap")]
    [InlineData("filename=\"=?utf-8?B?5oqT?=\r\n =?utf-8?B?5YyFLnBjYXA=?=\"", "抓包.pcap")]
    [InlineData("filename*0=\"=?utf-8?B?5oqT5Y\"; filename*1=\"yFLnBjYXA=?=\"", "抓包.pcap")]
    [InlineData("filename=\"抓包.pcap\"", "抓包.pcap")]
    [InlineData("FileName=\"x.txt\" ; size=3", "x.txt")]
    [InlineData("(note) filename=x.txt (old)", "x.txt (old)")]
    [InlineData("filename=\"unclosed.txt", "unclosed.txt")]
    [InlineData("filename=\"x.txt\" size=3", "x.txt")]
    public void A_name_is_read_in_every_way_it_is_written(string parameter, string name) =>
        NameOf("Content-Type: application/octet-stream", $"Content-Disposition: attachment; {parameter}").ShouldBe(name);

    [Fact]
    public void The_name_of_the_content_type_counts_where_the_disposition_has_none() =>
        NameOf("Content-Type: application/octet-stream; name=\"=?gb2312?B?16Ww/C5wY2Fw?=\"", "Content-Disposition: attachment").ShouldBe("抓包.pcap");

    [Fact]
    public void A_raw_name_that_is_not_utf_8_is_gb18030()
    {
        var message = MessageReader.Read(Sample.Octets(Sample.Gb, "Content-Type: application/octet-stream", "Content-Disposition: attachment; filename=\"抓包记录.pcap\"", "", ""));
        message.Parts[0].FileName.ShouldBe("抓包记录.pcap");
        message.Codes().ShouldBe([MailProblemCode.HeaderCharsetGuessed]);
    }

    [Fact]
    public void A_missing_piece_ends_the_name_and_is_told()
    {
        var message = Attached("Content-Type: application/octet-stream", "Content-Disposition: attachment; filename*0=one; filename*2=three");
        message.Parts[0].FileName.ShouldBe("one");
        message.Codes().ShouldBe([MailProblemCode.ParameterGap]);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\\\Windows\\\\system.ini", "system.ini")]
    [InlineData("C:\\Windows\\system.ini", "system.ini")]
    [InlineData(".bashrc", "_bashrc")]
    [InlineData("CON.txt", "_CON.txt")]
    [InlineData("aux", "_aux")]
    [InlineData("a?b*c|d.txt", "a_b_c_d.txt")]
    [InlineData("trace.txt. . ", "trace.txt")]
    [InlineData("photo\u202Egnp.exe", "photognp.exe")]
    [InlineData("a\u200Bb.txt", "ab.txt")]
    public void A_name_is_made_safe_and_the_change_told(string sent, string safe)
    {
        var message = Attached("Content-Type: application/octet-stream", $"Content-Disposition: attachment; filename=\"{sent}\"");
        message.Parts[0].FileName.ShouldBe(safe);
        message.Codes().ShouldContain(MailProblemCode.FileNameChanged);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("***")]
    public void A_name_of_nothing_is_none(string sent) => NameOf("Content-Type: application/octet-stream", $"Content-Disposition: attachment; filename=\"{sent}\"").ShouldBeNull();

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        var name = NameOf("Content-Type: application/octet-stream", $"Content-Disposition: attachment; filename=\"{new string('长', 400)}.pcapng\"").ShouldNotBeNull();
        name.Length.ShouldBe(120);
        name.ShouldEndWith("长.pcapng");
        Encoding.UTF8.GetByteCount(name).ShouldBeLessThan(400);
    }
}
