namespace Thalweg.Networks.WeightFiles;

/// <summary>The forms of weight files.</summary>
internal enum WeightForm
{
    Safetensors,
    Legacy,
    Zip,
}
