using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Thalweg.Results.Records;

/// <summary>
/// Records as JSON: camel-case members in the order of their declaration, compact, non-finite numbers as the strings
/// "NaN", "Infinity", "-Infinity", dictionaries in the order in which they were filled.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(TrainRecord))]
[JsonSerializable(typeof(ProfileRecord))]
[JsonSerializable(typeof(RoughnessRecord))]
[JsonSerializable(typeof(SpectrumRecord))]
[JsonSerializable(typeof(SharpnessRecord))]
[JsonSerializable(typeof(KernelRecord))]
[JsonSerializable(typeof(DensityRecord))]
[JsonSerializable(typeof(TraceRecord))]
[JsonSerializable(typeof(CurvaturePathRecord))]
[JsonSerializable(typeof(CurvaturePointsRecord))]
[JsonSerializable(typeof(StabilityRecord))]
[JsonSerializable(typeof(SimilarityRecord))]
[JsonSerializable(typeof(ConvexityRecord))]
[JsonSerializable(typeof(LearningCoefficientRecord))]
[JsonSerializable(typeof(BaselineRecord))]
[JsonSerializable(typeof(CensusRecord))]
[JsonSerializable(typeof(ContinuationRecord))]
[JsonSerializable(typeof(ProfileLikelihoodRecord))]
[JsonSerializable(typeof(LineRecord))]
[JsonSerializable(typeof(PathRecord))]
[JsonSerializable(typeof(EmbeddingRecord))]
[JsonSerializable(typeof(BarriersRecord))]
[JsonSerializable(typeof(TopologyRecord))]
[JsonSerializable(typeof(SliceRecord))]
[JsonSerializable(typeof(SurfaceRecord))]
[JsonSerializable(typeof(SweepRecord))]
[JsonSerializable(typeof(ComparisonRecord))]
[JsonSerializable(typeof(GroupsRecord))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(StudyRecord))]
[JsonSerializable(typeof(TimingRecord))]
public sealed partial class RecordJson : JsonSerializerContext
{
    /// <summary>The UTF-8 bytes of a record; equal records give equal bytes.</summary>
    public static byte[] Write<T>(T record) => JsonSerializer.SerializeToUtf8Bytes(record, TypeInfo<T>());

    /// <summary>Reads a record back.</summary>
    /// <exception cref="JsonException">The element does not hold a record of this type.</exception>
    public static T Read<T>(JsonElement element) =>
        element.Deserialize(TypeInfo<T>()) ?? throw new JsonException($"the {typeof(T).Name} is null");

    private static JsonTypeInfo<T> TypeInfo<T>() =>
        Default.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new ArgumentException($"{typeof(T).Name} is not a record of a result store");
}
