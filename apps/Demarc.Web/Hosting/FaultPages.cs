using Demarc.Desk.Store;
using Demarc.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Demarc.Web.Hosting;

/// <summary>Turns whatever goes wrong into a page or a line in the reader's language. What was not foreseen is logged and called a defect.</summary>
internal sealed partial class FaultPages(RequestDelegate next, ILogger<FaultPages> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (DeskFault fault) when (!context.Response.HasStarted)
        {
            var status = fault.Kind switch
            {
                DeskFaultKind.NotFound => StatusCodes.Status404NotFound,
                DeskFaultKind.NotPermitted => StatusCodes.Status403Forbidden,
                DeskFaultKind.Conflict => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status422UnprocessableEntity,
            };
            await Show(context, status, Title(fault.Kind), fault.Text);
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            await Show(context, fault.StatusCode, new("The request cannot be used", "请求无法处理"), new("It is too large, cut off, or not what the page sends. Nothing was changed.", "请求过大、不完整或格式不对。未作任何更改。"));
        }
        catch (InvalidDataException fault) when (!context.Response.HasStarted)
        {
            Failed(logger, fault, ToldPath.Of(context));
            await Show(context, StatusCodes.Status422UnprocessableEntity, new("This cannot be read", "无法读取"), new("What is stored here, or what was sent, is damaged or too large. Nothing was changed.", "存储或发送的内容已损坏或过大。未作任何更改。"));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
#pragma warning disable CA1031 // Whatever was not foreseen is a defect, told as one.
        catch (Exception defect) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Failed(logger, defect, ToldPath.Of(context));
            await Show(context, StatusCodes.Status500InternalServerError, new("A defect in Demarc", "Demarc 内部缺陷"), new("This should not have happened. What was stored before is safe; the log of the server says more.", "这不应发生。此前保存的内容不受影响；详情见服务器日志。"));
        }
    }

    public static Task NotFound(HttpContext context) => Show(context, StatusCodes.Status404NotFound, Title(DeskFaultKind.NotFound), new("There is no such page, or not for you.", "没有这个页面，或您无权查看。"));

    private static Bilingual Title(DeskFaultKind kind) => kind switch
    {
        DeskFaultKind.NotFound => new("Not found", "未找到"),
        DeskFaultKind.NotPermitted => new("Not permitted", "没有权限"),
        DeskFaultKind.Conflict => new("Not possible as it stands", "当前状态下无法进行"),
        _ => new("That did not work", "未能完成"),
    };

    private static async Task Show(HttpContext context, int status, Bilingual title, Bilingual text)
    {
        // What a page had begun to say is taken back, or the page that tells of the fault could not be said.
        context.Response.Clear();
        SecurityHeaders.Add(context);
        context.Response.StatusCode = status;
        var reader = context.Items[typeof(Reader)] as Reader ?? new Reader(Language.English, null, "", "/");
        if (!context.Request.Headers.Accept.ToString().Contains("html", StringComparison.Ordinal) && context.Request.Headers.Accept.Count > 0 && context.Request.Headers.Accept != "*/*")
        {
            await context.Response.WriteAsync(reader.Say(text));
            return;
        }

        await new RazorComponentResult<FaultPage>(new Dictionary<string, object?> { ["R"] = reader, ["Title"] = title, ["Text"] = text }) { StatusCode = status }.ExecuteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed")]
    private static partial void Failed(ILogger logger, Exception fault, string path);
}
