using System.Net;
using System.Text.RegularExpressions;

namespace Demarc.Web.Tests;

/// <summary>Somebody who speaks HTTP by hand: sees statuses, headers and redirects as they are.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _client;

    public Visitor(Uri url) => _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }, disposeHandler: true) { BaseAddress = url };

    /// <summary>The secret of the session's forms.</summary>
    public string Csrf { get; private set; } = "";

    public Task<HttpResponseMessage> Get(string path) => Send(HttpMethod.Get, path, null);

    public async Task<string> Page(string path) => await (await Get(path)).Content.ReadAsStringAsync();

    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => Send(HttpMethod.Post, path, new FormUrlEncodedContent([new("csrf", Csrf), .. fields.Select(it => KeyValuePair.Create(it.Name, it.Value))]));

    public Task<HttpResponseMessage> PostPlain(string path, params (string Name, string Value)[] fields) => Send(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(it => KeyValuePair.Create(it.Name, it.Value))));

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Accept", "text/html");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task SignIn(string login, string password)
    {
        (await PostPlain("/sign-in", ("login", login), ("password", password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Csrf = Field.Match(await Page("/")).Groups["value"].Value;
        Csrf.ShouldNotBeEmpty();
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex(@"name=""csrf"" value=""(?<value>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field { get; }
}
