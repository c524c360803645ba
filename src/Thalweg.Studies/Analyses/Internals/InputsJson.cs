using System.Text.Json;
using System.Text.Json.Serialization;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Inputs of tasks as JSON, from which their keys are made: camel-case members, calls as their canonical texts, what is
/// absent left out, so that an input added later leaves the keys of tasks without it alone.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(CallWriter), typeof(PhasesWriter)]
)]
[JsonSerializable(typeof(TrainInputs))]
[JsonSerializable(typeof(ProfileInputs))]
[JsonSerializable(typeof(BaselineInputs))]
[JsonSerializable(typeof(RoughnessInputs))]
[JsonSerializable(typeof(SweepInputs))]
[JsonSerializable(typeof(SpectrumInputs))]
[JsonSerializable(typeof(SharpnessInputs))]
[JsonSerializable(typeof(KernelInputs))]
[JsonSerializable(typeof(DensityInputs))]
[JsonSerializable(typeof(TraceInputs))]
[JsonSerializable(typeof(CurvaturePathInputs))]
[JsonSerializable(typeof(CurvaturePointsInputs))]
[JsonSerializable(typeof(StabilityInputs))]
[JsonSerializable(typeof(SimilarityInputs))]
[JsonSerializable(typeof(ConvexityInputs))]
[JsonSerializable(typeof(LearningCoefficientInputs))]
[JsonSerializable(typeof(CensusInputs))]
[JsonSerializable(typeof(ContinuationInputs))]
[JsonSerializable(typeof(ProfileLikelihoodInputs))]
[JsonSerializable(typeof(LineInputs))]
[JsonSerializable(typeof(PathInputs))]
[JsonSerializable(typeof(BarriersInputs))]
[JsonSerializable(typeof(EmbeddingInputs))]
[JsonSerializable(typeof(TopologyInputs))]
[JsonSerializable(typeof(SliceInputs))]
[JsonSerializable(typeof(SurfaceInputs))]
[JsonSerializable(typeof(ComparisonInputs))]
[JsonSerializable(typeof(GroupsInputs))]
internal sealed partial class InputsJson : JsonSerializerContext;

/// <summary>A call as its canonical text.</summary>
internal sealed class CallWriter : JsonConverter<ResolvedCall>
{
    public override ResolvedCall Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("inputs are written into keys and never read back from them");

    public override void Write(Utf8JsonWriter writer, ResolvedCall value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Canonical);
}

/// <summary>The optimizers of a run as their canonical text.</summary>
internal sealed class PhasesWriter : JsonConverter<OptimizerPhases>
{
    public override OptimizerPhases Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => throw new NotSupportedException("inputs are written into keys and never read back from them");

    public override void Write(Utf8JsonWriter writer, OptimizerPhases value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Canonical);
}
