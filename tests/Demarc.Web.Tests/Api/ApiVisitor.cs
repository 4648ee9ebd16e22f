using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Demarc.Desk.People;

namespace Demarc.Web.Tests.Api;

/// <summary>A program that speaks to the API with a token.</summary>
internal sealed class ApiVisitor : IDisposable
{
    private readonly HttpClient _client;

    public ApiVisitor(Uri url, string? token, string language = "en")
    {
        _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(url, "api/v1/") };
        if (token is not null) _client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        _client.DefaultRequestHeaders.AcceptLanguage.Add(new(language));
    }

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, string json = "{}") => Send(HttpMethod.Post, path, new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<Answer> Put(string path, byte[] content) => Send(HttpMethod.Put, path, Bytes(content, "application/octet-stream"));

    public Task<Answer> Send(string path, byte[] content, string type) => Send(HttpMethod.Post, path, Bytes(content, type));

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new(answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, bytes, answer.Headers.Location?.ToString(), answer.Headers);
    }

    public void Dispose() => _client.Dispose();

    private static ByteArrayContent Bytes(byte[] content, string type)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return body;
    }

    internal sealed record Answer(HttpStatusCode Status, string? Type, byte[] Bytes, string? Location, HttpResponseHeaders Headers)
    {
        public string Text => Encoding.UTF8.GetString(Bytes);

        public JsonElement Json => JsonElement.Parse(Text);

        /// <summary>The value at a path of names and indexes.</summary>
        public JsonElement At(params object[] path) => path.Aggregate(Json, (at, step) => step is int index ? at[index] : at.GetProperty((string)step));
    }
}

/// <summary>Tokens and people for tests.</summary>
internal static class ApiPeople
{
    /// <summary>A program with a token of that scope; the administrator's, unless somebody else is named.</summary>
    public static ApiVisitor Program(this Workbench workbench, string scope = Scopes.Write, Person? person = null, string language = "en") => new(workbench.Url, workbench.Token(scope, person), language);

    public static string Token(this Workbench workbench, string scope = Scopes.Write, Person? person = null, TimeSpan? holds = null) =>
        workbench.Desk.People.ApiTokens.Make((person ?? workbench.Admin).Actor, "test", scope, holds).Token.Reveal();

    /// <summary>Somebody else, who sees only what is theirs.</summary>
    public static Person Engineer(this Workbench workbench, string login = "mo")
    {
        var invitation = workbench.Desk.People.Invitations.Invite(workbench.Admin.Actor, Roles.Engineer);
        return workbench.Desk.People.AcceptInvitation(invitation.Token.Reveal(), login, "Mo", Workbench.Password);
    }
}
