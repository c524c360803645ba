using System.Text.Json.Serialization;

namespace Thalweg.Results.Store;

/// <summary>What the store writes beside results, as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(LockRecord))]
[JsonSerializable(typeof(JournalLine))]
[JsonSerializable(typeof(TaskFailure))]
internal sealed partial class StoreJson : JsonSerializerContext;
