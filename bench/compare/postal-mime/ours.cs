#:project ../../../src/Demarc.Mail
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false

// Reads mails with Demarc.Mail and writes what was found, one JSON document a line. Arguments are files.
using System.Text.Encodings.Web;
using System.Text.Json;
using Demarc.Mail.Reading;

foreach (var path in args)
{
    var message = MessageReader.Read(File.ReadAllBytes(path));
    using var line = new MemoryStream();
    using (var json = new Utf8JsonWriter(line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
    {
        json.WriteStartObject();
        json.WriteString("subject", message.Subject);
        json.WriteString("from", message.From?.Address);
        json.WriteString("fromName", message.From?.Name);
        json.WriteString("to", string.Join(' ', message.To.Select(box => box.Address)));
        json.WriteString("text", message.Text);
        json.WriteString("html", message.Html);
        json.WriteString("names", string.Join(' ', message.Parts.Where(part => !part.IsBody && part.FileNameAsSent is { Length: > 0 }).Select(part => part.FileNameAsSent)));
        json.WriteString("problems", string.Join(' ', message.Problems.Select(problem => problem.Code)));
        json.WriteEndObject();
    }

    Console.Out.Write(System.Text.Encoding.UTF8.GetString(line.ToArray()) + "\n");
}
