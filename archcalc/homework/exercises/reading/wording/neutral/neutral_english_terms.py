"""English words of the trade that bear on no number: what networks are for, how they are drawn, run and taught."""

NEUTRAL = """
loader backbone checkpoint checkpoints stem spectrogram spectrograms sanity ish cardiology dermatology radiology
tutorial tutorials sublayer sublayers norms scalars scalar query queries keys projections segmentation semantic
denoising generator generators discriminator discriminators adversarial style transfer detector detection detectors
tracking localization keypoint keypoints landmark landmarks optical flow depthmap stereo lidar radar sonar thermal
infrared hyperspectral multispectral bands spectral microscope microscopy xray ct mri pet ultrasound ecg eeg imu
accelerometer gyroscope waveform waveforms spoken recognition recognizer recogniser captioning translation summarization
sentiment entity entities named reviews review tweets corpus corpora subword wordpiece tokenizer tokeniser tokenized
encoded encodes encoding decoded decodes decoding enlarged enlarges enlarging upscaled upscales coarse finer
fine-grained resolution results resulted resulting yielding yields obtained emerges emerge flows streaming inference
deploy deployed deployment embedded microcontroller raspberry jetson phone mobile edge server cloud gpus cpus tpu
hardware accelerator chip fpga interview interviewer screen warm-up thumb puzzle riddle trivia recap reminder overview
excerpt figure diagram sketch schematic table listing snippet notebook script console log logs output-stream debug
debugging profiler profile profiled benchmark benchmarks benchmarked simplified original classic classics vanilla
canonical famous popular celebrated influential seminal inspired mimics mimic resembles alike variant-free toy tiny
small medium compact lightweight heavy bulky minimal modest beginner beginners advanced intermediate newcomer rookie
colleague teammate intern supervisor advisor reviewer professor lecturer instructor tutor assistant grader classmate
feeds fed piped passes passing travels arrives leaves enters entering exits preceding subsequent succeeding implements
implement implemented implementation implementations wraps wrapped instantiate instantiated instantiates declares
declare declared defines define defined configures configure configured parametrized parameterised parameterized
initialise initialize initialized initialised checks check verify verifies verified confirm confirms deduce deduces
infer infers derive derives derivation conclude concludes reconstruct reconstructs recover recovers
"""

CHANGES = ""
"""Words that change a number stand in the other list."""
