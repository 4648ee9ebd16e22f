using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Demarc.Desk.Telling;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Demarc.Web.Api;

/// <summary>The description of the API for programs: OpenAPI, made from the routes and the documents themselves, so that it cannot fall behind.</summary>
internal static class ApiDescription
{
    private const string Token = "token";

    public static void AddTo(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static http =>
        {
            http.SerializerOptions.TypeInfoResolverChain.Insert(0, TellingJson.Readable);
            http.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            http.SerializerOptions.RespectNullableAnnotations = true;
            http.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        services.AddOpenApi("v1", static options =>
        {
            options.ShouldInclude = static it => it.RelativePath?.StartsWith(ApiV1.Path[1..] + "/", StringComparison.Ordinal) == true;
            options.CreateSchemaReferenceId = static type => Name(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddOperationTransformer(Operation);
            options.AddSchemaTransformer(Schema);
            options.AddDocumentTransformer(Document);
        });
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi(ApiV1.Path + "/openapi.json").WithMetadata(new OpenToAll());

    /// <summary>Documents are told under the names of what they tell of.</summary>
    private static string? Name(Type type) => type == typeof(JsonElement) ? "Verdict" : type.Namespace == typeof(ToldCase).Namespace && type.Name.StartsWith("Told", StringComparison.Ordinal) ? type.Name["Told".Length..] : null;

    /// <summary>What the names in paths mean, said once for all of them.</summary>
    private static string? Meaning(string? parameter) => parameter switch
    {
        "number" => "The number of a case, or that of another system / 案例编号，或其他系统的编号",
        "label" => "What the case calls the evidence, such as E1 / 案例中的证据编号，如 E1",
        "name" => "Name of the file / 文件名",
        "format" => "md, html or docx / md、html 或 docx",
        "id" => "As the list says it / 见相应列表",
        _ => null,
    };

    private static Task Operation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>()) parameter.Description ??= Meaning(parameter.Name);
        return Task.CompletedTask;
    }

    private static Task Schema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(JsonElement))
        {
            // Described on its own, in docs/formats/verdict.schema.json.
            schema.Type = JsonSchemaType.Object;
            schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["schema"] = new OpenApiSchema { Const = Contract.VerdictSchema } };
            schema.Required = new HashSet<string>(StringComparer.Ordinal) { "schema" };
            schema.Description = "demarc.verdict/1: docs/formats/verdict.schema.json";
        }

        return Task.CompletedTask;
    }

    private static Task Document(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "Demarc",
            Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0",
            Description = "Cases, their evidence and their verdicts. Every request needs a token of the settings page. / 案例、证据与结论。每个请求都需要在设置页面生成的令牌。",
        };
        document.Servers = [new() { Url = "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal) { [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
        return Task.CompletedTask;
    }
}
