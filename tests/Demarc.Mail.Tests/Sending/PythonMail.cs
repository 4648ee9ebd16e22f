using System.Diagnostics;
using System.Text.Json;

namespace Demarc.Mail.Tests.Sending;

/// <summary>Reads messages with Python's <c>email</c>, a reader that is not ours. Tests skip where there is no Python.</summary>
internal static class PythonMail
{
    private const string Script = """
        import sys, json, base64
        from email import policy
        from email.parser import BytesParser
        m = BytesParser(policy=policy.default).parsebytes(sys.stdin.buffer.read())
        def people(name):
            return [[a.display_name, a.addr_spec] for a in m[name].addresses] if m[name] else []
        def one(name):
            return None if m[name] is None else str(m[name])
        def whole(part):
            return None if part is None else part.get_content()
        files = []
        for a in m.iter_attachments():
            c = a.get_content()
            files.append({'name': a.get_filename(), 'type': a.get_content_type(), 'content': base64.b64encode(c if isinstance(c, bytes) else c.encode()).decode()})
        defects = [str(d) for p in m.walk() for d in p.defects]
        json.dump({
            'names': list(m.keys()), 'subject': one('Subject'), 'date': m['Date'].datetime.isoformat(), 'from': people('From'), 'to': people('To'),
            'cc': people('Cc'), 'replyTo': people('Reply-To'), 'id': one('Message-ID'), 'inReplyTo': one('In-Reply-To'),
            'references': (one('References') or '').split(), 'topic': one('Thread-Topic'), 'index': one('Thread-Index'), 'auto': one('Auto-Submitted'),
            'extra': one('X-Demarc-Case'), 'text': whole(m.get_body(('plain',))), 'html': whole(m.get_body(('html',))),
            'type': m.get_content_type(), 'files': files, 'defects': defects,
            'addressDefects': [str(d) for n in ('From', 'To', 'Cc', 'Subject') if m[n] is not None for d in m[n].defects]}, sys.stdout)
        """;

    public static JsonElement Read(byte[] message)
    {
        var start = new ProcessStartInfo("python3", ["-c", Script]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var python = Start(start);
        var error = python.StandardError.ReadToEndAsync();
        python.StandardInput.BaseStream.Write(message);
        python.StandardInput.Close();
        var json = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        python.ExitCode.ShouldBe(0, error.GetAwaiter().GetResult());
        return JsonDocument.Parse(json).RootElement;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed");
            throw;
        }
    }
}
