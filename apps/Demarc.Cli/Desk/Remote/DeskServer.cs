using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Demarc.Desk.Store;
using Demarc.Desk.Telling;
using Demarc.Model;

namespace Demarc.Cli.Desk.Remote;

/// <summary>Asks the API of a server, and turns its refusals into the same faults as the desk's own.</summary>
internal sealed class DeskServer : IDisposable
{
    private const int LargestAnswer = 256 * 1024 * 1024;

    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Answering = TimeSpan.FromMinutes(10);

    private readonly DeskAddress _address;
    private readonly CancellationToken _interrupted;
    private readonly HttpClient _client;

    public DeskServer(DeskAddress address, Language language, CancellationToken interrupted)
    {
        (_address, _interrupted) = (address, interrupted);
        var handler = new SocketsHttpHandler
        {
            // A redirect would take the token to wherever it says.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = Connecting,
            UseProxy = !address.Url.IsLoopback,
        };
        _client = new(handler, disposeHandler: true) { BaseAddress = new Uri(address.Url, "api/v1/"), Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
        _client.DefaultRequestHeaders.Authorization = new("Bearer", address.Token);
        _client.DefaultRequestHeaders.AcceptLanguage.Add(new(language == Language.Chinese ? "zh" : "en"));
        _client.DefaultRequestHeaders.Accept.Add(new("application/json"));
        _client.DefaultRequestHeaders.UserAgent.Add(new("demarc", CommandLine.Version));
    }

    /// <summary>Asks for a document.</summary>
    public T Get<T>(string path, JsonTypeInfo<T> shape) => Read(Send(HttpMethod.Get, path, null, Answering), shape);

    /// <summary>Asks for a text.</summary>
    public string Text(string path)
    {
        using var answer = Send(HttpMethod.Get, path, null, Answering);
        using var reader = new StreamReader(answer.Content.ReadAsStream(_interrupted));
        return reader.ReadToEnd();
    }

    /// <summary>Does something, and reads what the server tells of it.</summary>
    public T Post<TInput, T>(string path, TInput input, JsonTypeInfo<TInput> inputShape, JsonTypeInfo<T> shape)
    {
        var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(input, inputShape));
        body.Headers.ContentType = new("application/json");
        return Read(Send(HttpMethod.Post, path, body, Answering), shape);
    }

    /// <summary>Does something that needs no words and answers with none.</summary>
    public void Post(string path) => Send(HttpMethod.Post, path, null, Answering).Dispose();

    /// <summary>Does something that needs no words.</summary>
    public T Post<T>(string path, JsonTypeInfo<T> shape) => Read(Send(HttpMethod.Post, path, null, Answering), shape);

    /// <summary>Takes bytes of any number as they come.</summary>
    public void Download(string path, Stream target)
    {
        using var answer = Send(HttpMethod.Get, path, null, Timeout.InfiniteTimeSpan, HttpCompletionOption.ResponseHeadersRead);
        try
        {
            answer.Content.CopyTo(target, null, _interrupted);
        }
        catch (Exception fault) when (fault is HttpRequestException or HttpIOException)
        {
            throw new CommandException(ExitCodes.Unavailable, new($"{_address.Url} broke off: {fault.Message}", $"{_address.Url} 中断：{fault.Message}"));
        }
    }

    /// <summary>Sends bytes as they come, for as long as they come.</summary>
    public T Upload<T>(HttpMethod method, string path, Stream content, string type, JsonTypeInfo<T> shape)
    {
        var body = new StreamContent(content);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return Read(Send(method, path, body, Timeout.InfiniteTimeSpan), shape);
    }

    public void Dispose() => _client.Dispose();

    private HttpResponseMessage Send(HttpMethod method, string path, HttpContent? body, TimeSpan patience, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };

        // A refusal then comes before gigabytes were sent in vain.
        if (body is StreamContent) request.Headers.ExpectContinue = true;
        using var limit = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _interrupted);
        HttpResponseMessage answer;
        try
        {
            answer = _client.Send(request, until, either.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new CommandException(ExitCodes.Unavailable, new($"cannot reach {_address.Url}: {fault.Message}", $"无法访问 {_address.Url}：{fault.Message}"));
        }
        catch (OperationCanceledException) when (!_interrupted.IsCancellationRequested)
        {
            throw new CommandException(ExitCodes.Unavailable, new($"{_address.Url} does not answer", $"{_address.Url} 没有应答"));
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw Refused(answer);
    }

    private T Read<T>(HttpResponseMessage answer, JsonTypeInfo<T> shape)
    {
        using (answer)
        {
            try
            {
                return JsonSerializer.Deserialize(answer.Content.ReadAsStream(_interrupted), shape) ?? throw NoDesk();
            }
            catch (JsonException)
            {
                throw NoDesk();
            }
        }
    }

    private Exception Refused(HttpResponseMessage answer)
    {
        if (Problem(answer) is not { } problem) return NoDesk();
        var text = new Bilingual(problem.Detail, problem.Detail);
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new CommandException(ExitCodes.NotPermitted, text),
            HttpStatusCode.Forbidden => new DeskFault(DeskFaultKind.NotPermitted, text),
            HttpStatusCode.NotFound => new DeskFault(DeskFaultKind.NotFound, text),
            HttpStatusCode.Conflict => new DeskFault(DeskFaultKind.Conflict, text),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new CommandException(ExitCodes.Unavailable, text),
            _ => new DeskFault(DeskFaultKind.BadInput, text),
        };
    }

    private ToldProblem? Problem(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return null;
        try
        {
            return JsonSerializer.Deserialize(answer.Content.ReadAsStream(_interrupted), TellingJson.Readable.ToldProblem);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private CommandException NoDesk() => new(ExitCodes.Unavailable, new($"what answers at {_address.Url} is no Demarc server, or one of another version", $"{_address.Url} 上应答的不是 Demarc 服务器，或版本不符"));
}
