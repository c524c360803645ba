namespace Thalweg.Formats.Weights;

/// <summary>The forms of weight files.</summary>
public enum WeightForm
{
    /// <summary>Safetensors: tensors in the order of their data, which writers choose.</summary>
    Safetensors,

    /// <summary>What <c>torch.save</c> wrote before PyTorch 1.6: pickles, one after another.</summary>
    Legacy,

    /// <summary>What <c>torch.save</c> writes since PyTorch 1.6: a zip archive.</summary>
    Zip,

    /// <summary>An archive of NumPy arrays (<c>.npz</c>): one for each tensor, or one with all parameters.</summary>
    Npz,
}
