using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Demarc.Uploads.Tests.Serving;

/// <summary>A client that sends one request of the protocol at a time, right or wrong as the test says.</summary>
internal sealed class TusClient(Uri server, Version? version = null) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 100 }) { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>The address where uploads of a scope are begun.</summary>
    public Uri Collection(string scope = "one") => new(server, $"/u/{scope}/files");

    public static string Metadata(params (string Key, string Value)[] pairs) =>
        string.Join(',', pairs.Select(pair => $"{pair.Key} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value))}"));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, byte[]? body = null, string? type = "application/offset+octet-stream", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Version = version ?? new(1, 1), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (type is not null) request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        if (!headers.Any(header => header.Name == "Tus-Resumable")) request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0)) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    /// <summary>Begins an upload and returns its address.</summary>
    public async Task<Uri> CreateAsync(long length, string scope = "one", string? metadata = null)
    {
        using var answer = await PostAsync(length, scope, metadata);
        ((int)answer.StatusCode).ShouldBe(201);
        return AddressOf(answer);
    }

    public Task<HttpResponseMessage> PostAsync(long length, string scope = "one", string? metadata = null) =>
        SendAsync(HttpMethod.Post, Collection(scope), null, null, ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", metadata ?? ""));

    public Task<HttpResponseMessage> PatchAsync(Uri upload, long offset, byte[] octets, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Patch, upload, octets, headers: [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);

    public Task<HttpResponseMessage> HeadAsync(Uri upload) => SendAsync(HttpMethod.Head, upload);

    public async Task<long> OffsetAsync(Uri upload)
    {
        using var answer = await HeadAsync(upload);
        ((int)answer.StatusCode).ShouldBe(200);
        return long.Parse(Header(answer, "Upload-Offset")!, CultureInfo.InvariantCulture);
    }

    /// <summary>The address a creation answered with, found as a client finds it.</summary>
    public static Uri AddressOf(HttpResponseMessage created) => new(created.RequestMessage!.RequestUri!, created.Headers.Location!);

    public static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(',', values) : null;

    public void Dispose() => http.Dispose();
}
