using System.Text.Json;
using Demarc.Desk.Store;
using Demarc.Desk.Telling;

namespace Demarc.Web.Api;

/// <summary>Faults as <c>application/problem+json</c> (RFC 9457), in the language of who asks.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    /// <summary>Statuses that every route may answer with.</summary>
    public static int[] Statuses { get; } =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
        StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status429TooManyRequests,
    ];

    public static int StatusOf(DeskFaultKind kind) => kind switch
    {
        DeskFaultKind.NotFound => StatusCodes.Status404NotFound,
        DeskFaultKind.NotPermitted => StatusCodes.Status403Forbidden,
        DeskFaultKind.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    public static Task Write(HttpContext context, int status, Bilingual? detail = null)
    {
        var language = ApiAsk.LanguageOf(context);
        var problem = new ToldProblem(Title(status).In(language), status, (detail ?? Detail(status)).In(language));
        context.Response.StatusCode = status;
        context.Response.Headers.ContentLanguage = language == Language.Chinese ? "zh" : "en";
        context.Response.ContentType = ContentType;
        return JsonSerializer.SerializeAsync(context.Response.Body, problem, TellingJson.Readable.ToldProblem, context.RequestAborted);
    }

    /// <summary>Where the JSON broke, without a word of what it held.</summary>
    public static Bilingual BadJson(JsonException fault)
    {
        var line = ((fault.LineNumber ?? 0) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new($"the body is not the JSON this takes (line {line}); /api/v1/openapi.json describes it. Nothing was changed", $"请求体不是所需的 JSON（第 {line} 行）；格式见 /api/v1/openapi.json。未作任何更改");
    }

    private static Bilingual Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new("Bad request", "请求无效"),
        StatusCodes.Status401Unauthorized => new("No token", "缺少令牌"),
        StatusCodes.Status403Forbidden => new("Not permitted", "没有权限"),
        StatusCodes.Status404NotFound => new("Not found", "未找到"),
        StatusCodes.Status405MethodNotAllowed => new("No such method here", "不支持此方法"),
        StatusCodes.Status409Conflict => new("Not possible as it stands", "当前状态下无法进行"),
        StatusCodes.Status413PayloadTooLarge => new("Too large", "过大"),
        StatusCodes.Status415UnsupportedMediaType => new("Another media type is needed", "媒体类型不符"),
        StatusCodes.Status422UnprocessableEntity => new("That makes no sense", "内容有误"),
        StatusCodes.Status429TooManyRequests => new("Too often", "过于频繁"),
        StatusCodes.Status507InsufficientStorage => new("No room", "空间不足"),
        >= StatusCodes.Status500InternalServerError => new("A defect in Demarc", "Demarc 内部缺陷"),
        _ => new("The request cannot be used", "请求无法处理"),
    };

    private static Bilingual Detail(int status) => status switch
    {
        StatusCodes.Status404NotFound => new("there is nothing here, or not for this token", "此处没有内容，或该令牌无权查看"),
        StatusCodes.Status405MethodNotAllowed => new("/api/v1/openapi.json lists what can be done here", "可用的操作见 /api/v1/openapi.json"),
        StatusCodes.Status413PayloadTooLarge => new("what was sent is larger than this takes; nothing was changed", "发送的内容超过上限；未作任何更改"),
        StatusCodes.Status415UnsupportedMediaType => new("/api/v1/openapi.json says which media type this takes", "所需的媒体类型见 /api/v1/openapi.json"),
        >= StatusCodes.Status500InternalServerError => new("this should not have happened; what was stored before is safe, and the log of the server says more", "这不应发生；此前保存的内容不受影响，详情见服务器日志"),
        _ => new("the request is cut off or not what this takes; nothing was changed", "请求不完整或格式不对；未作任何更改"),
    };
}
